using Meet.Contracts.Media.Rpc;
using Meet.Media.Tests.Peers;
using Meet.Testing.People;

namespace Meet.Media.Tests.Branches;

/// <summary>A Meet on several workers, with so many sessions on each.</summary>
internal sealed class SpreadMeet(int workers, int perWorker, int maxParticipants = 200) : IAsyncDisposable
{
    private readonly List<RtcPeer> _peers = [];

    public Guid Id { get; } = Guid.CreateVersion7();

    public TestNode Node { get; } = new(workers, maxParticipants, meetSessionsPerWorker: perWorker);

    public IReadOnlyList<RtcPeer> Peers => _peers;

    /// <summary>Somebody who is connected, and disposed of with the Meet.</summary>
    public async Task<RtcPeer> JoinAsync(int receive = 0, bool simulcast = false, Guid? id = null, bool keepsConsent = true, Action<Offer>? change = null)
    {
        var peer = await Node.PeerAsync(Id, receive: receive, simulcast: simulcast, id: id, keepsConsent: keepsConsent, change: change);
        _peers.Add(peer);
        return peer;
    }

    /// <summary>How many sessions each worker has.</summary>
    public async Task<int[]> SessionsAsync()
    {
        var counts = new List<int>();
        foreach (var worker in Node.Node.Workers)
            counts.Add(await worker.AskAsync(each => each.Rooms.SessionCount));
        return [.. counts];
    }

    /// <summary>The viewer's lines that carry somebody's voice and picture, as soon as they do and packets go there.</summary>
    public async Task<(int Mic, int Camera)> LinesAsync(RtcPeer viewer, RtcPeer publisher)
    {
        var events = (await Node.Node.WatchAsync(viewer.SessionId))!;
        var told = await events.UntilAsync(e => MidOf(e.Bindings, publisher, Source.Mic) is not null && MidOf(e.Bindings, publisher, Source.Camera) is not null);
        await SettleAsync();
        return (MidOf(told.Bindings, publisher, Source.Mic)!.Value, MidOf(told.Bindings, publisher, Source.Camera)!.Value);
    }

    /// <summary>Until what workers had to say to each other is said: one that spoke within a turn has done so by its first answer, and those spoken to by their second.</summary>
    public async Task SettleAsync()
    {
        await Node.TurnsAsync();
        await Node.TurnsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in _peers)
            await peer.DisposeAsync();
        Node.Dispose();
    }

    private static int? MidOf(Bindings? bindings, RtcPeer publisher, Source source) =>
        bindings?.Bindings_.FirstOrDefault(each => each.ParticipantId == publisher.Id.ToString() && each.Source == source) is { } found ? int.Parse(found.Mid) : null;
}
