using System.Collections.Concurrent;

namespace Meet.EventStore;

/// <summary>
/// Streams as they were fetched last, so that the next fetch reads and folds only what came since: else each command on a stream of hundreds of
/// events costs all of them. Streams only grow and folds are pure, so what is remembered is true for ever; it may be old, which is what the
/// rest of the fetch is for.
/// </summary>
/// <param name="capacity">So many streams at most; then it begins anew. 0: nothing is remembered.</param>
internal sealed class RememberedFolds(int capacity)
{
    private readonly ConcurrentDictionary<(string Tenant, Guid Stream, Type Aggregate), (object State, long Version)> _known = new();

    /// <summary>Null and 0 for a stream that is not remembered.</summary>
    public (T? State, long Version) Find<T>(string tenant, Guid stream)
        where T : class =>
        _known.TryGetValue((tenant, stream, typeof(T)), out var known) ? ((T)known.State, known.Version) : default;

    public void Keep<T>(string tenant, Guid stream, T state, long version)
        where T : class
    {
        if (capacity == 0)
            return;
        if (_known.Count >= capacity)
            _known.Clear();
        _known[(tenant, stream, typeof(T))] = (state, version);
    }

    /// <summary>The stream is not what it was: its database was restored, or it was deleted by hand.</summary>
    public void Forget(string tenant, Guid stream)
    {
        foreach (var key in _known.Keys.Where(key => key.Tenant == tenant && key.Stream == stream))
            _known.TryRemove(key, out _);
    }
}
