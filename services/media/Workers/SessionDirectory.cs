using Meet.Media.Branches;
using Meet.Media.Fleet;
using Meet.Media.Grants;

namespace Meet.Media.Workers;

/// <summary>
/// Pins Meets to workers, the least loaded first, spreads large ones (docs/media/workers.md), and finds a session's worker. The only state that threads
/// share; never touched by a packet.
/// </summary>
/// <param name="maxSessions">On this node.</param>
/// <param name="maxWhipSessions">Of these, how many may be of rooms that are no Meets.</param>
/// <param name="state">Whether rooms may be opened.</param>
internal sealed class SessionDirectory(int maxSessions, int maxWhipSessions, NodeState state) : ISessionDirectory
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, RoomPin> _rooms = [];
    private readonly Dictionary<string, Entry> _sessions = [];
    private readonly List<Worker> _workers = [];
    private readonly Dictionary<Worker, int> _load = [];
    private int _whipSessions;

    /// <summary>A session's place, and what opened it.</summary>
    public readonly record struct Entry(Worker Worker, JoinGrant Grant, bool IsWhip);

    /// <summary>In a Meet; rooms of WHIP are bounded by their number of sessions on the node.</summary>
    public int MaxParticipants { get; init; } = int.MaxValue;

    /// <summary>So many of a room before it goes on on another worker.</summary>
    public int SessionsPerWorker { get; init; } = int.MaxValue;

    public int Count
    {
        get
        {
            lock (_gate)
                return _sessions.Count;
        }
    }

    /// <summary>Rooms that are Meets'.</summary>
    public int Meets
    {
        get
        {
            lock (_gate)
                return _rooms.Values.Count(static pin => !pin.IsWhip);
        }
    }

    public int RoomCount
    {
        get
        {
            lock (_gate)
                return _rooms.Count;
        }
    }

    public void Add(Worker worker)
    {
        lock (_gate)
        {
            _workers.Add(worker);
            _load.Add(worker, 0);
        }
    }

    /// <summary>A worker for a new session, which holds a branch of its room there until it is released.</summary>
    /// <param name="worker">Set exactly when nothing is refused.</param>
    public Refusal Acquire(string sessionId, JoinGrant grant, bool isWhip, out Worker worker)
    {
        lock (_gate)
        {
            worker = null!;
            var pin = _rooms.GetValueOrDefault(grant.MeetId);
            if (pin is null && !state.TakesRooms)
                return Refusal.Elsewhere;
            if (_sessions.Count >= maxSessions || (isWhip && _whipSessions >= maxWhipSessions))
                return Refusal.Full;
            pin ??= new RoomPin(isWhip);
            var own = pin.WorkerOf(grant.ParticipantId);
            if (!isWhip && own is null && pin.People >= MaxParticipants)
                return Refusal.Full;
            worker = own ?? Choose(pin);
            _rooms[grant.MeetId] = pin;
            _load[worker]++;
            _whipSessions += isWhip ? 1 : 0;
            _sessions.Add(sessionId, new Entry(worker, grant, isWhip));
            if (pin.Add(grant.ParticipantId, worker) && pin.Workers.Count > 1)
                Announce(pin, grant, isWhip, gone: null);
            return Refusal.None;
        }
    }

    /// <summary>Null: the session is over.</summary>
    public Entry? Find(string sessionId)
    {
        lock (_gate)
            return _sessions.TryGetValue(sessionId, out var session) ? session : null;
    }

    public Worker? FindSession(string sessionId) => Find(sessionId)?.Worker;

    public bool Has(string sessionId, Guid roomId)
    {
        lock (_gate)
            return _sessions.TryGetValue(sessionId, out var session) && session.Grant.MeetId == roomId;
    }

    /// <summary>The workers that have sessions of the room; none: it is not here.</summary>
    public IReadOnlyList<Worker> FindRoom(Guid roomId)
    {
        lock (_gate)
            return _rooms.GetValueOrDefault(roomId)?.Workers ?? [];
    }

    public void Release(string sessionId, Guid meetId)
    {
        lock (_gate)
        {
            if (!_sessions.Remove(sessionId, out var session))
                return;
            _load[session.Worker]--;
            _whipSessions -= session.IsWhip ? 1 : 0;
            if (!_rooms.TryGetValue(meetId, out var pin) || !pin.Remove(session.Grant.ParticipantId, session.Worker))
                return;
            if (pin.IsEmpty)
                _rooms.Remove(meetId);
            else
                Announce(pin, session.Grant, session.IsWhip, session.Worker);
        }
    }

    private Worker Choose(RoomPin pin)
    {
        WorkerLoad[] loads = [.. _workers.Select(worker => new WorkerLoad(_load[worker], pin.SessionsAt(worker)))];
        int[] branches = [.. pin.Workers.Select(worker => _workers.IndexOf(worker))];
        return _workers[BranchPlacement.Choose(loads, branches, SessionsPerWorker)];
    }

    /// <summary>
    /// Tells a room's workers of its branches. Under the lock, so that all are told in one order; the newest last, so that the others have heard
    /// of it by the time it speaks to them.
    /// </summary>
    private static void Announce(RoomPin pin, JoinGrant grant, bool isWhip, Worker? gone)
    {
        var list = new BranchList(grant.TenantId, grant.MeetId, !isWhip, pin.Workers);
        foreach (var worker in list.Workers)
            worker.Tell(each => each.Rooms.SetBranches(list));
        gone?.Tell(each => each.Rooms.SetBranches(list));
    }
}
