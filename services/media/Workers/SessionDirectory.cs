namespace Meet.Media.Workers;

/// <summary>
/// Pins Meets to workers, the least loaded first, and finds a session's worker. The only state that threads share; never touched by
/// a packet.
/// </summary>
/// <param name="maxSessions">On this node.</param>
/// <param name="maxWhipSessions">Of these, how many may be of rooms that are no Meets.</param>
internal sealed class SessionDirectory(int maxSessions, int maxWhipSessions = 0) : ISessionDirectory
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, Pin> _meets = [];
    private readonly Dictionary<string, (Worker Worker, bool IsWhip)> _sessions = [];
    private readonly Dictionary<Worker, int> _load = [];
    private int _whipSessions;

    private sealed class Pin(Worker worker)
    {
        public Worker Worker => worker;

        public int Sessions { get; set; }
    }

    public int Count
    {
        get
        {
            lock (_gate)
                return _sessions.Count;
        }
    }

    public void Add(Worker worker)
    {
        lock (_gate)
            _load.Add(worker, 0);
    }

    /// <summary>The Meet's worker for a new session, which holds the Meet there until it is released. Null: the node is full.</summary>
    public Worker? Acquire(string sessionId, Guid meetId, bool isWhip = false)
    {
        lock (_gate)
        {
            if (_sessions.Count >= maxSessions || (isWhip && _whipSessions >= maxWhipSessions))
                return null;
            if (!_meets.TryGetValue(meetId, out var pin))
                _meets.Add(meetId, pin = new Pin(_load.MinBy(entry => entry.Value).Key));
            pin.Sessions++;
            _load[pin.Worker]++;
            _whipSessions += isWhip ? 1 : 0;
            _sessions.Add(sessionId, (pin.Worker, isWhip));
            return pin.Worker;
        }
    }

    public Worker? FindSession(string sessionId)
    {
        lock (_gate)
            return _sessions.GetValueOrDefault(sessionId).Worker;
    }

    public Worker? FindMeet(Guid meetId)
    {
        lock (_gate)
            return _meets.GetValueOrDefault(meetId)?.Worker;
    }

    public void Release(string sessionId, Guid meetId)
    {
        lock (_gate)
        {
            if (!_sessions.Remove(sessionId, out var session))
                return;
            _load[session.Worker]--;
            _whipSessions -= session.IsWhip ? 1 : 0;
            if (_meets.TryGetValue(meetId, out var pin) && --pin.Sessions == 0)
                _meets.Remove(meetId);
        }
    }
}
