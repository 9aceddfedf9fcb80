using Meet.Contracts.Media.Rpc;
using Meet.Media.Tests.Peers;
using Meet.Testing.People;

namespace Meet.Media.Tests.Rooms;

/// <summary>Who is told of whom where many are.</summary>
public sealed class PeersToldTests : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly TestNode _node = new();
    private readonly Guid _meet = Guid.CreateVersion7();

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task Where_many_are_one_change_is_told_at_once_and_what_follows_it_together()
    {
        _node.Time.Freeze();
        List<string> sessions = [];
        for (var i = 0; i < 22; i++)
            sessions.Add(await JoinAsync());
        await PassAsync(Interval);
        var events = (await _node.Node.WatchAsync(sessions[0]))!;
        (await events.UntilAsync(e => e.Peers is not null)).Peers.Peers_.Count.ShouldBe(21);
        await PassAsync(Interval);

        await TurnOnCameraAsync(sessions[1]);
        await PassAsync(Tick);
        (await events.UntilAsync(e => e.Peers is not null)).Peers.Peers_.Count(peer => peer.Sources.Camera).ShouldBe(1);

        await TurnOnCameraAsync(sessions[2]);
        await PassAsync(Tick);
        await TurnOnCameraAsync(sessions[3]);
        await PassAsync(Interval);
        (await events.UntilAsync(e => e.Peers is not null)).Peers.Peers_.Count(peer => peer.Sources.Camera).ShouldBe(3);
    }

    [Fact]
    public async Task Where_few_are_every_change_is_told_at_once()
    {
        _node.Time.Freeze();
        var (anna, ben, carl) = (await JoinAsync(), await JoinAsync(), await JoinAsync());
        await PassAsync(Interval);
        var events = (await _node.Node.WatchAsync(anna))!;
        await events.UntilAsync(e => e.Peers is not null);

        foreach (var (session, cameras) in new[] { (ben, 1), (carl, 2) })
        {
            await TurnOnCameraAsync(session);
            await PassAsync(Tick);
            (await events.UntilAsync(e => e.Peers is not null)).Peers.Peers_.Count(peer => peer.Sources.Camera).ShouldBe(cameras);
        }
    }

    /// <summary>Somebody who is there, and not connected yet.</summary>
    private async Task<string> JoinAsync()
    {
        await using var peer = new RtcPeer(Guid.CreateVersion7());
        return (await _node.JoinAsync(_meet, peer.Id, peer.Offer())).Answer!.SessionId;
    }

    private async Task TurnOnCameraAsync(string session) =>
        (await _node.Node.SetSourcesAsync(session, new Sources { Mic = true, Camera = true })).ShouldBeTrue();

    private async Task PassAsync(TimeSpan time)
    {
        _node.Time.Advance(time);
        await _node.TurnsAsync();
    }
}
