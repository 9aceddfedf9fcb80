namespace Meet.Signaling.Push;

/// <summary>
/// Which version of each thing was pushed last: repeated and overtaken messages are dropped. Remembers the most recent things only; the
/// browser checks versions too. Called by one message at a time.
/// </summary>
/// <param name="capacity">How many things are remembered.</param>
internal sealed class SeenVersions(int capacity)
{
    private readonly Dictionary<(string Kind, string Tenant, Guid Id), long> _seen = [];
    private readonly Queue<(string Kind, string Tenant, Guid Id)> _order = new();

    /// <summary>True, once, for a version above every one that was seen of this thing.</summary>
    public bool IsNews(string kind, Guid id, long version) => IsNews((kind, "", id), version);

    /// <summary>The same of something that each workspace has one of.</summary>
    public bool IsNews(string kind, string tenantId, long version) => IsNews((kind, tenantId, Guid.Empty), version);

    private bool IsNews((string Kind, string Tenant, Guid Id) key, long version)
    {
        if (_seen.TryGetValue(key, out var last))
        {
            if (version <= last)
                return false;
            _seen[key] = version;
            return true;
        }

        if (_order.Count >= capacity)
            _seen.Remove(_order.Dequeue());
        _order.Enqueue(key);
        _seen[key] = version;
        return true;
    }
}
