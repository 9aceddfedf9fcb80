namespace Meet.Signaling.Push;

/// <param name="Event">What it is told by.</param>
internal readonly record struct Thing(string Event, Guid Id);

/// <summary>
/// What waits while things rest: of each thing the newest for each group, since a version may concern fewer groups than the one before. Pure;
/// called by one at a time.
/// </summary>
internal sealed class HeldPushes
{
    private readonly Dictionary<Thing, Dictionary<string, Push>> _resting = [];

    /// <summary>The thing rests from now on; false: it does already.</summary>
    public bool TryBegin(Thing thing) => _resting.TryAdd(thing, []);

    /// <summary>What is to be told now of this news: while the thing rests nothing, or, where it may not wait, all that waited with it.</summary>
    /// <param name="news">Newer than what waits.</param>
    public List<Push> Offer(Thing thing, List<Push> news, bool mayWait)
    {
        if (!_resting.TryGetValue(thing, out var held))
            return news;
        foreach (var push in news)
            held[push.Group] = push;
        return mayWait ? [] : Take(held);
    }

    /// <summary>What has waited, while the thing goes on resting; nothing: it rests no more.</summary>
    public List<Push> TakeOrEnd(Thing thing)
    {
        var told = Take(_resting[thing]);
        if (told.Count == 0)
            _resting.Remove(thing);
        return told;
    }

    private static List<Push> Take(Dictionary<string, Push> held)
    {
        List<Push> all = [.. held.Values];
        held.Clear();
        return all;
    }
}
