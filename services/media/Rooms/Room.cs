using Meet.Contracts.Media;
using Meet.Contracts.Media.Rpc;
using Meet.Contracts.Meets;
using Meet.Media.Workers;

namespace Meet.Media.Rooms;

/// <summary>
/// The sessions of one Meet on this node. What everybody must be told is gathered and told once per tick, so that many who join at
/// once cost one message each, not one for each pair at each step.
/// </summary>
/// <param name="isMeet">False for a room of WHIP and WHEP: nobody watches its sessions, and meets has never heard of it.</param>
internal sealed partial class Room(string tenantId, Guid meetId, WorkerTools tools, Action<string> onSessionEnded, bool isMeet = true)
{
    private const long LevelInterval = 200;

    /// <summary>
    /// Between two tellings of everybody to everybody, where more than <see cref="FewPeople"/> are there: each is their number squared. One
    /// change alone is told at once.
    /// </summary>
    private const long PeersInterval = 500;

    private const int FewPeople = 20;

    private readonly List<Participant> _participants = [];
    private bool _bindingsChanged;
    private bool _peersChanged;
    private long _peersDue;
    private long _levelsDue;

    public string TenantId => tenantId;

    public Guid MeetId => meetId;

    public bool IsMeet => isMeet;

    public IReadOnlyList<Participant> Participants => _participants;

    public Participant? Find(Guid participantId) => _participants.Find(p => p.Id == participantId);

    public void Add(Participant participant)
    {
        _participants.Add(participant);
        Insert(participant);
        _bindingsChanged = _peersChanged = true;
    }

    public void Remove(Participant participant, SessionEnd end)
    {
        if (!_participants.Remove(participant))
            return;
        _everybody.Remove(participant);
        participant.Lines.CloseAll();
        Branches?.OnLeft(participant);
        _voices.Gather(_everybody);
        participant.Transport.Dispose();
        onSessionEnded(participant.SessionId);
        tools.Directory.Release(participant.SessionId, meetId);
        Report(participant, end switch
        {
            SessionEnd.Lost => MediaSessionState.Lost,
            SessionEnd.Failed => MediaSessionState.Failed,
            _ => MediaSessionState.Closed,
        }, end == SessionEnd.Replaced, participant.Quality.Sum());

        // Last: whoever reads this finds the session gone, here and in what was reported.
        participant.Feed.Close(RoomEvents.Closed(end));
        _bindingsChanged = _peersChanged = true;
    }

    public void OnConnected(Participant participant)
    {
        Report(participant, MediaSessionState.Connected, replaced: false, quality: null);
        participant.Feed.Emit(RoomEvents.Connected);
    }

    /// <summary>Somebody's lines or tracks are others now: fills that participant's lines at once and everybody else's at the next tick.</summary>
    public Bindings OnLinesChanged(Participant participant)
    {
        _bindingsChanged = true;
        _voices.Gather(_everybody);
        Branches?.OnChanged(participant);
        participant.Renew(Fill(participant));
        Branches?.Ask();
        return participant.Bindings;
    }

    /// <summary>A participant's page shows other pictures: these may need lines that what is hidden has.</summary>
    public void OnViewsChanged(Participant participant) => Tell(participant, Fill(participant));

    public void OnSourcesChanged() => _peersChanged = true;

    /// <summary>What the others are told of somebody here is different.</summary>
    public void OnSourcesChanged(Participant participant)
    {
        _peersChanged = true;
        Branches?.OnChanged(participant);
    }

    /// <summary>What a new watcher is told first.</summary>
    public IEnumerable<MediaEvent> Present(Participant participant)
    {
        if (participant.Transport.IsConnected)
            yield return RoomEvents.Connected;
        yield return RoomEvents.Of(participant.Bindings);
        yield return RoomEvents.PeersOf(participant, _everybody);
        if (participant.Watched.Present is { } watched)
            yield return watched;
    }

    public void OnTick()
    {
        // Backwards: whoever is lost or has failed leaves the list at its own turn.
        for (var i = _participants.Count - 1; i >= 0; i--)
            _participants[i].OnTick();
        foreach (var participant in _participants)
        {
            if (participant.Quality.TakeNews(tools.Clock.Now))
                OnSourcesChanged(participant);
        }

        if (_bindingsChanged)
            TellBindings();
        if (isMeet)
            TellMeet();
        Branches?.OnTick();
    }

    private void TellMeet()
    {
        FollowVoices();
        TellWatched();
        if (_peersChanged && tools.Clock.Now >= _peersDue)
            TellPeers();
        if (tools.Clock.Now >= _levelsDue)
            TellLevels();
    }

    private Bindings Fill(Participant participant) =>
        tools.Lines.Fill(participant, _everybody, isMeet && _voices.IsLargeFor(participant) ? _voices.Heard : null, tools.Clock.Now);

    private void TellBindings()
    {
        _bindingsChanged = false;
        _voices.Gather(_everybody);
        foreach (var participant in _participants)
            Tell(participant, Fill(participant));
    }

    private static void Tell(Participant participant, Bindings bindings)
    {
        if (participant.Renew(bindings))
            participant.Feed.Emit(RoomEvents.Of(participant.Bindings));
    }

    private void TellPeers()
    {
        _peersChanged = false;
        _peersDue = tools.Clock.Now + (_everybody.Count > FewPeople ? PeersInterval : 0);
        var described = _everybody.ConvertAll(RoomEvents.PeerOf);
        foreach (var participant in _participants)
        {
            if (participant.Feed.IsWatched)
                participant.Feed.Emit(RoomEvents.PeersBut(participant, _everybody, described));
        }
    }

    private void TellLevels()
    {
        _levelsDue = tools.Clock.Now + LevelInterval;
        Levels? levels = null;
        foreach (var publisher in _everybody)
        {
            var mic = publisher.Publications.Find(static p => p.Source == Source.Mic);
            if (mic is not null && mic.Loudness.Take(!publisher.Sources.Mic, out var level))
                (levels ??= new Levels()).Levels_.Add(new Level { ParticipantId = publisher.ParticipantId, Level_ = level });
        }

        if (levels is null)
            return;
        var happening = new MediaEvent { Levels = levels };
        foreach (var participant in _participants)
            participant.Feed.Emit(happening);
    }

    private void Report(Participant participant, MediaSessionState state, bool replaced, QualityView? quality)
    {
        if (!isMeet)
        {
            Log.WhipSessionChanged(tools.Logger, meetId, participant.Id, state);
            return;
        }

        Log.SessionChanged(tools.Logger, meetId, participant.Id, state, replaced);
        tools.Reports.Report(new MediaSessionChanged(
            tenantId, meetId, participant.Id, participant.SessionId, tools.NodeId, state, replaced, tools.Clock.UtcNow)
        {
            Quality = quality,
        });
    }
}
