using Meet.Load;
using Meet.Load.Rooms;
using Meet.Media.Tests.Peers;
using Meet.Testing.People;

namespace Meet.Media.Tests;

/// <summary>Whoever comes and goes leaves nothing behind: no session, room, address, OpenSSL object or memory for repairs.</summary>
public sealed class LeakTests
{
    [Fact]
    public async Task Three_hundred_joins_and_leaves_leave_nothing_behind()
    {
        await using var host = await WhipHost.StartAsync(("Media:Whip:LoopbackWithoutToken", "true"));
        using var generator = new LoadGenerator(sample: 1);
        var joins = 0;
        for (var round = 0; joins < 300; round++)
        {
            var room = new LoadRoom(generator, host.Http, $"studio-{round}");
            var sessions = await Scenario.Parse("conference-5")!.JoinAsync(room, CancellationToken.None);
            joins += sessions.Count;
            (await host.Node.HoldingsAsync()).Sessions.ShouldBeGreaterThanOrEqualTo(sessions.Count);
            await EverybodyReceivesAsync(generator, sessions);

            // By word, with the page, and by the end of all.
            await room.LeaveAsync(sessions[0]);
            await generator.RemoveAsync(sessions[1].Peer);
            await room.CloseAsync(sessions[2..]);
        }

        await Eventually.Becomes(host.Node.HoldingsAsync, held => held == default, "nothing is held");
    }

    [Fact]
    public async Task Who_is_gone_without_a_word_leaves_nothing_behind_either()
    {
        using var node = new TestNode(workers: 2);
        for (var round = 0; round < 3; round++)
        {
            var peers = new List<RtcPeer>();
            for (var i = 0; i < 10; i++)
                peers.Add(await node.PeerAsync(Guid.CreateVersion7(), keepsConsent: false));
            var held = await node.Node.HoldingsAsync();
            (held.Sessions, held.Rooms, held.Addresses, held.SslObjects).ShouldBe((10, 10, 10, 10));

            await node.TurnsAsync();
            node.Time.Advance(TimeSpan.FromSeconds(31));

            await Eventually.Becomes(node.Node.HoldingsAsync, now => now == default, "nothing is held");
            foreach (var peer in peers)
                await peer.DisposeAsync();
        }
    }

    private static async Task EverybodyReceivesAsync(LoadGenerator generator, List<LoadSession> sessions) => await Eventually.Becomes(
        () => generator.AskAsync(() => sessions.Count(session => session.Peer.Sources.Count > 0 || session.Peer.Streams.All.Length > 0)),
        count => count == sessions.Count,
        "everybody receives something");
}
