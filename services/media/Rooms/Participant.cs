using Meet.Contracts.Media.Rpc;
using Meet.Media.Events;
using Meet.Media.Negotiation;
using Meet.Media.Quality;
using Meet.Media.Views;
using Meet.Media.Workers;
using Meet.Rtc.Rtcp;
using Meet.Rtc.Rtp;

namespace Meet.Media.Rooms;

/// <summary>One session of one person in a Meet: what they send, what they receive, and the transport between.</summary>
internal sealed class Participant : IPeerTransportOwner, IPublisher
{
    /// <summary>docs/signaling.md: a session that has not connected by then has failed.</summary>
    public const long ConnectMilliseconds = 15_000;

    /// <summary>Of one datagram: browsers send one. A few bytes of it are thousands of packets to look up.</summary>
    private const int MaxCongestionReports = 2;

    private readonly WorkerTools _tools;
    private SenderClock _clock;

    public Participant(Room room, Guid id, string sessionId, SessionPlan plan, WorkerTools tools)
    {
        (Room, Id, SessionId, _tools) = (room, id, sessionId, tools);
        ParticipantId = id.ToString();
        JoinedAt = tools.Clock.Now;
        Transport = new PeerTransport(this, tools, plan.Fingerprints);
        Bandwidth = new Bandwidth(tools.Clock);
        Lines = new ParticipantLines(this);
        Feedback = new ParticipantFeedback(this, tools.Clock);
        Layers = new LayerChooser(Lines, Bandwidth, Shown, tools.Clock);
        Watched = new WatchedLayers(Lines, tools.Clock);
    }

    public Room Room { get; }

    public Guid Id { get; }

    public string ParticipantId { get; }

    public string SessionId { get; }

    public long JoinedAt { get; }

    public PeerTransport Transport { get; }

    public ParticipantLines Lines { get; }

    public ParticipantFeedback Feedback { get; }

    public Bandwidth Bandwidth { get; }

    public ShownPictures Shown { get; } = new();

    public LayerChooser Layers { get; }

    public WatchedLayers Watched { get; }

    public SessionFeed Feed { get; } = new();

    /// <summary>What the histories of its pictures are made of.</summary>
    public HistoryBlocks HistoryBlocks => _tools.HistoryBlocks;

    /// <summary>Where packets that it sends wait for their fan-out.</summary>
    public Bursts Bursts => _tools.Bursts;

    public Sources Sources { get; set; } = new();

    /// <summary>The sessions whose tracks it receives; null: everybody's.</summary>
    public IReadOnlySet<string>? Publishers { get; init; }

    public SessionQuality Quality { get; } = new();

    public int QualityTold => Quality.Told;

    public List<Publication> Publications => Lines.Publications;

    /// <summary>What was last said about the bindings, so that only changes are told.</summary>
    public Bindings Bindings { get; private set; } = new();

    /// <summary>Whether the other's tracks are for this one's lines.</summary>
    public bool Receives(IPublisher other) => other != this && (Publishers is null || Publishers.Contains(other.SessionId));

    /// <summary>What is to be said now. False: nothing has changed since it was last said.</summary>
    public bool Renew(Bindings bindings)
    {
        bindings.Version = Bindings.Version;
        if (bindings.Version > 0 && bindings.Equals(Bindings))
            return false;
        bindings.Version++;
        Bindings = bindings;
        return true;
    }

    /// <summary>Accounts for a decrypted packet; its layer if that has something to fan out for the first time in this turn.</summary>
    public Layer? OnRtp(in RtpPacket packet, int slot)
    {
        if (Lines.FindLayer(packet) is not { } layer)
            return null;
        Feedback.OnPacket(packet, layer.Track);
        return layer.OnPacket(packet, slot, _tools.Clock.Now) ? layer : null;
    }

    public void OnRtcp(ReadOnlySpan<byte> compound)
    {
        var reports = 0;
        foreach (var packet in new RtcpCompound(compound))
        {
            if (packet.IsTransportFeedback && reports++ >= MaxCongestionReports)
                continue;
            Feedback.OnRtcp(packet);
        }
    }

    public SenderReport ByOurClock(in SenderReport report) => _clock.Translate(report);

    /// <summary>Of one of the streams that it sends.</summary>
    public void OnSenderReport(in SenderReport report)
    {
        if (Lines.FindLayer(report.Ssrc) is not { } layer || layer.Ssrc != report.Ssrc)
            return;
        layer.Reception.OnSenderReport(report, _tools.Clock.Now);
        _clock.OnReport(report.NtpTime, _tools.Clock.Ntp);
    }

    public void OnTick()
    {
        Transport.OnTick(_tools.Clock.Now);
        if (Transport.IsConnected)
            OnConnectedTick();
        else if (_tools.Clock.Now - JoinedAt >= ConnectMilliseconds)
            Room.Remove(this, SessionEnd.Failed);
    }

    private void OnConnectedTick()
    {
        Lines.ExpireHistories(_tools.Clock.Now);
        Feedback.OnTick();
        Layers.OnTick();
        Lines.Pad(Bandwidth.Tick());
    }

    void IPeerTransportOwner.OnConnected()
    {
        Bandwidth.OnConnected(Transport.HandshakeMilliseconds);
        Lines.WantKeyframes();
        Quality.Start(_tools.Clock.Now);
        Room.OnConnected(this);
    }

    void IPeerTransportOwner.OnFailed() => Room.Remove(this, SessionEnd.Failed);

    void IPeerTransportOwner.OnLost() => Room.Remove(this, SessionEnd.Lost);
}
