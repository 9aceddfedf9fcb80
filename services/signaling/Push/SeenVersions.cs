namespace Meet.Signaling.Push;

/// <summary>
/// Which version of each thing each group was told last: repeated and overtaken messages are dropped. Counted for each group, since a
/// version may come to staff first and to the customer later, when only what happened then concerns them. Remembers the most recent
/// only; the browser checks versions too. Called by one message at a time.
/// </summary>
/// <param name="capacity">How many pairs of a thing and a group are remembered.</param>
internal sealed class SeenVersions(int capacity)
{
    private readonly Dictionary<(string Group, string Event, Guid Id), long> _seen = [];
    private readonly Queue<(string Group, string Event, Guid Id)> _order = new();

    /// <summary>True, once, for a version above every one of this thing that the push's group was told.</summary>
    /// <param name="push">What is to be said, and to whom.</param>
    /// <param name="id">The thing: a Meet, a chat, an entry, a person. Empty for what each workspace has one of.</param>
    /// <param name="version">Grows with each change of the thing.</param>
    public bool IsNews(Push push, Guid id, long version)
    {
        var key = (push.Group, push.Event, id);
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
