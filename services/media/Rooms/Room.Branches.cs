using Meet.Media.Branches;
using Meet.Media.Workers;

namespace Meet.Media.Rooms;

/// <summary>A room with people on other workers.</summary>
internal sealed partial class Room
{
    // Those of other workers too, the oldest first.
    private readonly List<IPublisher> _everybody = [];

    /// <summary>Null while the room is on one worker.</summary>
    public RoomBranches? Branches { get; private set; }

    public RoomVoices Voices => _voices;

    /// <param name="workers">Those that the room is on, the oldest first; not this one: it is not here any more.</param>
    public void SetBranches(IReadOnlyList<Worker> workers)
    {
        if (workers.Count > 1 && workers.Contains(tools.Links.Self))
        {
            (Branches ??= new RoomBranches(this, tools)).Set(workers);
            return;
        }

        Branches?.Close();
        Branches = null;
    }

    /// <summary>Somebody is there on another worker.</summary>
    public void Add(RemoteParticipant remote) => Insert(remote);

    /// <summary>Their tracks are closed.</summary>
    public void Remove(RemoteParticipant remote)
    {
        _everybody.Remove(remote);
        OnRemoteTracksChanged();
        _peersChanged = true;
    }

    public void OnRemoteTracksChanged()
    {
        _voices.Gather(_everybody);
        _bindingsChanged = true;
    }

    /// <summary>Whether this branch decides on voices, or another tells.</summary>
    public void DecideOnVoices(bool isHere) => _voices.DecideHere(isHere);

    /// <summary>Another branch has decided.</summary>
    public void FollowVoices(IReadOnlySet<Guid> places)
    {
        if (isMeet && _voices.Follow(places))
            GiveLines();
    }

    private void Insert(IPublisher publisher)
    {
        var index = _everybody.Count;
        while (index > 0 && _everybody[index - 1].JoinedAt > publisher.JoinedAt)
            index--;
        _everybody.Insert(index, publisher);
    }
}
