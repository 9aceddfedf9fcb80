namespace Meet.Media.Workers;

/// <summary>
/// Pins Meets to workers, the least loaded first, and finds a session's worker. The only state that threads share; never touched by
/// a packet.
/// </summary>
internal sealed class SessionDirectory(int maxSessions) : ISessionDirectory
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, Pin> _meets = [];
    private readonly Dictionary<string, Worker> _sessions = [];
    private readonly Dictionary<Worker, int> _load = [];

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
    public Worker? Acquire(string sessionId, Guid meetId)
    {
        lock (_gate)
        {
            if (_sessions.Count >= maxSessions)
                return null;
            if (!_meets.TryGetValue(meetId, out var pin))
                _meets.Add(meetId, pin = new Pin(_load.MinBy(entry => entry.Value).Key));
            pin.Sessions++;
            _load[pin.Worker]++;
            _sessions.Add(sessionId, pin.Worker);
            return pin.Worker;
        }
    }

    public Worker? FindSession(string sessionId)
    {
        lock (_gate)
            return _sessions.GetValueOrDefault(sessionId);
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
            if (!_sessions.Remove(sessionId, out var worker))
                return;
            _load[worker]--;
            if (_meets.TryGetValue(meetId, out var pin) && --pin.Sessions == 0)
                _meets.Remove(meetId);
        }
    }
}
