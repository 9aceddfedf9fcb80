using Meet.Media.Workers;

namespace Meet.Media.Branches;

/// <summary>Where the sessions of one room are: its branches and whose session is in which. Guarded by the directory's lock.</summary>
/// <param name="isWhip">It is no Meet.</param>
internal sealed class RoomPin(bool isWhip)
{
    private readonly List<Held> _branches = [];
    private readonly Dictionary<Guid, Held> _people = [];

    /// <summary>Sessions on one worker: of a branch, or of one participant, who has two while the one replaces the other.</summary>
    private sealed class Held(Worker worker)
    {
        public Worker Worker => worker;

        public int Sessions { get; set; }
    }

    public bool IsWhip => isWhip;

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<Worker> Workers => _branches.ConvertAll(static branch => branch.Worker);

    /// <summary>Participants with a session, each counted once.</summary>
    public int People => _people.Count;

    public bool IsEmpty => _branches.Count == 0;

    public int SessionsAt(Worker worker) => Find(worker)?.Sessions ?? 0;

    /// <summary>Where the participant has a session that another one is about to replace.</summary>
    public Worker? WorkerOf(Guid participant) => _people.GetValueOrDefault(participant)?.Worker;

    /// <returns>True if that is a new branch.</returns>
    public bool Add(Guid participant, Worker worker)
    {
        if (!_people.TryGetValue(participant, out var own))
            _people.Add(participant, own = new Held(worker));
        own.Sessions++;
        var branch = Find(worker);
        var isNew = branch is null;
        if (branch is null)
            _branches.Add(branch = new Held(worker));
        branch.Sessions++;
        return isNew;
    }

    /// <returns>True if the branch had no other session: it is gone.</returns>
    public bool Remove(Guid participant, Worker worker)
    {
        if (_people.TryGetValue(participant, out var own) && --own.Sessions == 0)
            _people.Remove(participant);
        return Find(worker) is { } branch && --branch.Sessions == 0 && _branches.Remove(branch);
    }

    private Held? Find(Worker worker) => _branches.Find(branch => branch.Worker == worker);
}

/// <summary>What workers are told of a room that is, or was, on several of them.</summary>
/// <param name="Workers">Those with a branch, the oldest first.</param>
internal sealed record BranchList(string TenantId, Guid RoomId, bool IsMeet, IReadOnlyList<Worker> Workers);
