using System.Threading.Channels;
using Meet.Contracts.Media.Rpc;
using Meet.Media.Grants;
using Meet.Media.Negotiation;
using Meet.Media.Quality;
using Meet.Media.Rooms;
using Meet.Media.Whip;

namespace Meet.Media.Workers;

/// <summary>The rooms and sessions of one worker, and what the API may do with them. Worker's thread only.</summary>
internal sealed partial class RoomTable(WorkerTools tools)
{
    private readonly Dictionary<Guid, Room> _rooms = [];
    private readonly Dictionary<string, Session> _sessions = [];
    private readonly List<Guid> _empty = [];

    private sealed record Session(Participant Participant, ulong SdpId)
    {
        public int Version { get; set; } = 1;

        public string RemoteUfrag { get; set; } = "";

        public WhipSession? Whip { get; init; }

        public IceCarrier? Carrier { get; init; }
    }

    public int RoomCount => _rooms.Count;

    public int SessionCount => _sessions.Count;

    /// <summary>Opens a session; the same participant's earlier one ends.</summary>
    public JoinResult Join(JoinGrant grant, string sessionId, SessionPlan plan, Sources sources, WhipSession? whip = null)
    {
        if (!_rooms.TryGetValue(grant.MeetId, out var room))
            room = NewRoom(grant.TenantId, grant.MeetId, isMeet: whip is null);
        if (room.TenantId != grant.TenantId)
            return new JoinResult(Refusal.Full);
        if (whip?.Publishers is { } wanted && !wanted.All(id => tools.Directory.Has(id, grant.MeetId)))
            return new JoinResult(Refusal.NoPublisher);
        // Whoever joins again is sent to the worker that they are on (RoomPin).
        if (room.Find(grant.ParticipantId) is { } earlier)
            room.Remove(earlier, SessionEnd.Replaced);
        _rooms[grant.MeetId] = room;
        var participant = new Participant(room, grant.ParticipantId, sessionId, plan, tools) { Sources = sources, Publishers = whip?.Publishers };
        var session = new Session(participant, (ulong)Random.Shared.NextInt64(1, long.MaxValue))
        {
            RemoteUfrag = plan.RemoteUfrag,
            Whip = whip,
            Carrier = whip is null ? null : CarrierOf(plan),
        };
        _sessions[sessionId] = session;
        room.Add(participant);
        return new JoinResult(Refusal.None, Apply(session, plan));
    }

    /// <summary>Null: the session is over.</summary>
    public NegotiationResult? Negotiate(string sessionId, SessionPlan plan)
    {
        if (Find(sessionId) is not { } session)
            return null;
        session.Version++;
        if (plan.RemoteUfrag != session.RemoteUfrag)
        {
            session.RemoteUfrag = plan.RemoteUfrag;
            session.Participant.Transport.Restart();
        }

        return Apply(session, plan);
    }

    /// <summary>False: the session is over.</summary>
    public bool SetSources(string sessionId, Sources sources)
    {
        if (Find(sessionId)?.Participant is not { } participant)
            return false;
        participant.Sources = sources;
        participant.Room.OnSourcesChanged(participant);
        return true;
    }

    /// <summary>False: the session is over.</summary>
    public bool SetQuality(string sessionId, QualitySample sample)
    {
        if (Find(sessionId)?.Participant is not { } participant)
            return false;
        participant.Quality.Add(sample, tools.Clock.Now);
        return true;
    }

    /// <summary>False: the session was over already.</summary>
    public bool Leave(string sessionId) => End(Find(sessionId)?.Participant, SessionEnd.Left);

    /// <summary>The Meet is over: so are its sessions.</summary>
    public bool EndMeet(Guid meetId)
    {
        if (!_rooms.TryGetValue(meetId, out var room))
            return false;
        End(room, SessionEnd.Ended);
        return true;
    }

    /// <summary>The Meet goes on at another node: its sessions here are lost ones, whose pages join again.</summary>
    public bool MoveMeet(Guid meetId)
    {
        if (!_rooms.TryGetValue(meetId, out var room) || !room.IsMeet)
            return false;
        End(room, SessionEnd.Lost);
        return true;
    }

    /// <summary>The node stops: everybody is told at once, so that they can go on elsewhere. Returns how many.</summary>
    public int EndAll()
    {
        var count = _sessions.Count;
        foreach (var room in _rooms.Values)
            End(room, SessionEnd.Lost);
        return count;
    }

    /// <summary>What happens in a session, beginning with how it stands; null: it is over.</summary>
    public ChannelReader<MediaEvent>? Watch(string sessionId) =>
        Find(sessionId)?.Participant is { } participant ? participant.Feed.Watch(participant.Room.Present(participant)) : null;

    public void OnTick()
    {
        foreach (var room in _rooms.Values)
        {
            room.OnTick();
            // A branch stays until the directory says that it is none: its first session may be on its way.
            if (room.Participants.Count == 0 && room.Branches is null)
                _empty.Add(room.MeetId);
        }

        foreach (var meetId in _empty)
            _rooms.Remove(meetId);
        _empty.Clear();
    }

    private Session? Find(string sessionId) => _sessions.GetValueOrDefault(sessionId);

    private static void End(Room room, SessionEnd end)
    {
        while (room.Participants.Count > 0)
            room.Remove(room.Participants[^1], end);
    }

    private static bool End(Participant? participant, SessionEnd end)
    {
        participant?.Room.Remove(participant, end);
        return participant is not null;
    }

    private NegotiationResult Apply(Session session, SessionPlan plan)
    {
        var participant = session.Participant;
        participant.Lines.Apply(plan);
        var bindings = participant.Room.OnLinesChanged(participant);
        var facts = new AnswerFacts(
            session.SdpId, session.Version, participant.Transport.Ice.Local, tools.Candidates, participant.Lines.Tracks());
        return new NegotiationResult(facts, bindings);
    }
}

/// <summary>What a join came to: the negotiation exactly where it was not refused.</summary>
internal readonly record struct JoinResult(Refusal Refusal, NegotiationResult? Negotiation = null);

/// <summary>What an offer came to.</summary>
internal sealed record NegotiationResult(AnswerFacts Answer, Bindings Bindings);
