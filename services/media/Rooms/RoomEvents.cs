using Meet.Contracts.Media.Rpc;

namespace Meet.Media.Rooms;

/// <summary>What sessions are told, in the contract's words.</summary>
internal static class RoomEvents
{
    public static MediaEvent Connected { get; } = new() { Connected = new Connected() };

    public static MediaEvent Closed(SessionEnd end) => new()
    {
        Closed = new Closed
        {
            Reason = end switch
            {
                SessionEnd.Left => "left",
                SessionEnd.Replaced => "replaced",
                SessionEnd.Lost => "lost",
                SessionEnd.Failed => "failed",
                _ => "ended",
            },
        },
    };

    public static MediaEvent Of(Bindings bindings) => new() { Bindings = bindings };

    public static MediaEvent PeersOf(Participant participant, IReadOnlyList<IPublisher> all) => PeersBut(participant, all, all.Select(PeerOf));

    /// <summary>As above, with each peer described once for all who are told.</summary>
    public static MediaEvent PeersBut(Participant participant, IEnumerable<IPublisher> all, IEnumerable<Peer> described)
    {
        var peers = new Peers();
        foreach (var (other, peer) in all.Zip(described))
        {
            if (other != participant)
                peers.Peers_.Add(peer);
        }

        return new MediaEvent { Peers = peers };
    }

    public static Peer PeerOf(IPublisher publisher) => new()
    {
        ParticipantId = publisher.ParticipantId,
        Sources = publisher.Sources,
        Quality = publisher.QualityTold,
    };
}
