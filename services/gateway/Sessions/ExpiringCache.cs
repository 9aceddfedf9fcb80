using System.Collections.Concurrent;

namespace Meet.Gateway.Sessions;

/// <summary>Keeps values until their time is over. What has run out goes when the cache has grown by half since the last clearing.</summary>
internal sealed class ExpiringCache<TKey, TValue>(TimeProvider time)
    where TKey : notnull
{
    private const int Smallest = 1024;

    private readonly ConcurrentDictionary<TKey, (TValue Value, DateTimeOffset Until)> _entries = new();
    private int _clearAt = Smallest;

    public int Count => _entries.Count;

    public bool TryGet(TKey key, out TValue value)
    {
        var found = _entries.TryGetValue(key, out var entry) && entry.Until > time.GetUtcNow();
        value = found ? entry.Value : default!;
        return found;
    }

    public void Set(TKey key, TValue value, DateTimeOffset until)
    {
        _entries[key] = (value, until);
        if (_entries.Count > Volatile.Read(ref _clearAt))
        {
            var now = time.GetUtcNow();
            RemoveWhere((_, entry) => entry.Until <= now);
            Volatile.Write(ref _clearAt, Math.Max(Smallest, _entries.Count * 3 / 2));
        }
    }

    public void Remove(TKey key) => _entries.TryRemove(key, out _);

    public void RemoveWhere(Func<TKey, TValue, bool> condition) => RemoveWhere((key, entry) => condition(key, entry.Value));

    private void RemoveWhere(Func<TKey, (TValue Value, DateTimeOffset Until), bool> condition)
    {
        foreach (var (key, entry) in _entries)
        {
            if (condition(key, entry))
                _entries.TryRemove(key, out _);
        }
    }
}
