using Meet.ServiceDefaults.Identity;

namespace Meet.Signaling.Live;

/// <summary>The connections of this replica. Nothing here outlives them.</summary>
internal sealed class LiveConnections
{
    /// <summary>A person's connections on one replica (docs/signaling.md).</summary>
    public const int PerPerson = 30;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LiveConnection> _all = [];
    private readonly Dictionary<(string Tenant, Guid Person), List<LiveConnection>> _byPerson = [];

    public int Count
    {
        get
        {
            lock (_lock)
                return _all.Count;
        }
    }

    /// <summary>False: this person has as many as one may have.</summary>
    public bool TryAdd(LiveConnection connection)
    {
        var key = KeyOf(connection.Caller);
        lock (_lock)
        {
            if (!_byPerson.TryGetValue(key, out var own))
                _byPerson[key] = own = [];
            if (own.Count >= PerPerson)
                return false;
            own.Add(connection);
            _all.Add(connection.Id, connection);
            return true;
        }
    }

    /// <summary>The connection that was removed, or null when it was not here.</summary>
    public LiveConnection? Remove(string id)
    {
        lock (_lock)
        {
            if (!_all.Remove(id, out var connection))
                return null;
            var key = KeyOf(connection.Caller);
            _byPerson[key].Remove(connection);
            if (_byPerson[key].Count == 0)
                _byPerson.Remove(key);
            return connection;
        }
    }

    public LiveConnection? Find(string id)
    {
        lock (_lock)
            return _all.GetValueOrDefault(id);
    }

    public IReadOnlyList<LiveConnection> OfPerson(string tenantId, Guid personId)
    {
        lock (_lock)
            return _byPerson.TryGetValue((tenantId, personId), out var own) ? [.. own] : [];
    }

    public IReadOnlyList<LiveConnection> OfSession(Guid sessionId)
    {
        lock (_lock)
            return [.. _all.Values.Where(each => each.Caller.SessionId == sessionId)];
    }

    public IReadOnlyList<LiveConnection> All()
    {
        lock (_lock)
            return [.. _all.Values];
    }

    private static (string Tenant, Guid Person) KeyOf(Caller caller) => (caller.TenantId, caller.PersonId);
}
