using Meet.Media.Rooms;
using Meet.Media.Workers;

namespace Meet.Media.Branches;

/// <summary>
/// What a room on several workers knows of its other branches, and they of it (docs/media/workers.md). Each branch has one on its own worker's thread; they speak
/// by messages, which between any two arrive in order.
/// </summary>
internal sealed class RoomBranches(Room room, WorkerTools tools)
{
    private const long FactsInterval = 200;

    private readonly List<WorkerLink> _siblings = [];
    private readonly List<RemoteParticipant> _remotes = [];
    private readonly List<OwnTrack> _own = [];
    private readonly List<RemoteTrack> _fresh = [];
    private bool _isOldest;
    private int _toldVoices;
    private long _factsDue;

    /// <summary>The directory's word on who has branches, of which this is one.</summary>
    public void Set(IReadOnlyList<Worker> workers)
    {
        for (var i = _siblings.Count - 1; i >= 0; i--)
        {
            if (!workers.Contains(_siblings[i].To))
                Drop(_siblings[i]);
        }

        _isOldest = workers[0] == tools.Links.Self;
        _toldVoices = -1;
        room.DecideOnVoices(_isOldest);
        foreach (var worker in workers)
        {
            if (worker == tools.Links.Self || Sibling(worker) is not null)
                continue;
            var link = tools.Links.To(worker);
            _siblings.Add(link);
            // If it has not opened yet, nobody is there; it will ask by itself, and tell of who comes.
            Tell(link, static (there, from) => there.OnAsked(from));
        }
    }

    /// <summary>The room is on this worker alone from now on, or not on it at all.</summary>
    public void Close()
    {
        while (_siblings.Count > 0)
            Drop(_siblings[^1]);
        room.DecideOnVoices(true);
    }

    /// <summary>Sends a message to the same room on another worker, which is told from whom it is.</summary>
    public void Tell(WorkerLink to, Action<RoomBranches, Worker> message)
    {
        var (id, self) = (room.MeetId, tools.Links.Self);
        to.To.Tell(worker =>
        {
            if (worker.Rooms.FindBranches(id) is { } there)
                message(there, self);
        });
    }

    /// <summary>Somebody has come, or something of them is different.</summary>
    public void OnChanged(Participant participant)
    {
        _own.RemoveAll(own => own.Track.Owner == participant && !participant.Lines.Publications.Contains(own.Track));
        TellAll(Describing(participant));
    }

    public void OnLeft(Participant participant)
    {
        _own.RemoveAll(own => own.Track.Owner == participant);
        var sessionId = participant.SessionId;
        TellAll((there, _) => there.OnGone(sessionId));
    }

    /// <summary>Behind everybody's tick, in which they have said what they need.</summary>
    public void OnTick()
    {
        var now = tools.Clock.Now;
        var isDue = now >= _factsDue;
        if (isDue)
            _factsDue = now + FactsInterval;
        foreach (var own in _own)
        {
            own.TellVoice();
            if (isDue)
                own.TellLayers();
        }

        if (_isOldest && room.Voices.Version != _toldVoices)
            TellPlaces();
        Ask(isDue);
    }

    /// <summary>Another branch asks for packets of a layer for what stands for it there, or needs no more.</summary>
    public void OnPacketsWanted(Worker from, Layer layer, Layer standIn, bool isWanted)
    {
        if (Sibling(from) is not { } link)
            return;
        layer.Relays.RemoveAll(relay => relay.Link == link);
        if (isWanted)
            layer.Relays.Add(new Relay(link, standIn));
    }

    /// <summary>Lines have been filled: asks at once for what they need.</summary>
    public void Ask() => Ask(isDue: false);

    /// <summary>Another branch has heard of this one.</summary>
    private void OnAsked(Worker from)
    {
        var link = tools.Links.To(from);
        foreach (var participant in room.Participants)
            Tell(link, Describing(participant));
        if (_isOldest)
            Tell(link, Placing());
    }

    private void OnTold(Worker from, PublisherDescription told)
    {
        if (Sibling(from) is not { } link)
            return;
        var remote = _remotes.Find(known => known.SessionId == told.SessionId);
        var isNew = remote is null;
        if (remote is null)
        {
            _remotes.Add(remote = new RemoteParticipant(told, link, tools));
            room.Add(remote);
        }

        if (remote.Take(told, _fresh) || isNew)
            room.OnRemoteTracksChanged();
        room.OnSourcesChanged();
        foreach (var track in _fresh)
        {
            var (origin, standIn, layers) = (track.Origin, track.Track, track.Track.Layers.ToArray());
            Tell(link, (there, self) => there.OnStanding(self, origin, standIn, layers));
        }

        _fresh.Clear();
    }

    private void OnStanding(Worker from, Publication track, Publication standIn, Layer[] layers)
    {
        if (Sibling(from) is not { } link || track.Owner is not Participant owner || !owner.Lines.Publications.Contains(track))
            return;
        var own = _own.Find(known => known.Track == track);
        if (own is null)
            _own.Add(own = new OwnTrack(track));
        own.Stand(link, standIn, layers);
    }

    private void OnGone(string sessionId)
    {
        if (_remotes.Find(known => known.SessionId == sessionId) is { } remote)
            Remove(remote);
    }

    private void OnPlaces(IReadOnlySet<Guid> places)
    {
        if (_isOldest)
            return;
        room.FollowVoices(places);
        // Now, not with the next tick: somebody is speaking.
        Ask();
    }

    private static Action<RoomBranches, Worker> Describing(Participant participant)
    {
        var description = PublisherDescription.Of(participant);
        return (there, from) => there.OnTold(from, description);
    }

    private void TellPlaces()
    {
        _toldVoices = room.Voices.Version;
        TellAll(Placing());
    }

    private Action<RoomBranches, Worker> Placing()
    {
        var places = room.Voices.Heard.Select(static track => track.Owner.Id).ToHashSet();
        return (there, _) => there.OnPlaces(places);
    }

    private void TellAll(Action<RoomBranches, Worker> message)
    {
        foreach (var sibling in _siblings)
            Tell(sibling, message);
    }

    private void Drop(WorkerLink link)
    {
        _siblings.Remove(link);
        foreach (var remote in _remotes.FindAll(remote => remote.At == link))
            Remove(remote);
        foreach (var own in _own)
            own.Forget(link);
        foreach (var participant in room.Participants)
        {
            foreach (var track in participant.Lines.Publications)
            {
                foreach (var layer in track.Layers)
                    layer.Relays.RemoveAll(relay => relay.Link == link);
            }
        }
    }

    private void Remove(RemoteParticipant remote)
    {
        _remotes.Remove(remote);
        remote.Close();
        room.Remove(remote);
    }

    private void Ask(bool isDue)
    {
        foreach (var remote in _remotes)
            remote.Ask(this, tools.Clock.Now, isDue);
    }

    private WorkerLink? Sibling(Worker worker) => _siblings.Find(link => link.To == worker);
}
