namespace Meet.EventStore;

internal abstract class AggregateDefinition(string alias)
{
    /// <summary>As in <c>mt_streams.type</c>.</summary>
    public string Alias => alias;
}

/// <summary>A pure left fold: the only thing that ever turns events into state.</summary>
internal sealed class AggregateDefinition<T>(string alias, T initial, Func<T, IEvent, T> evolve) : AggregateDefinition(alias)
    where T : class
{
    /// <param name="before">The state before these events; null where they are the stream's first.</param>
    /// <returns>Null for a stream without events.</returns>
    public T? Fold(IReadOnlyList<IEvent> events, T? before = null)
    {
        if (events.Count == 0)
            return before;
        var state = before ?? initial;
        foreach (var @event in events)
            state = evolve(state, @event);
        return state;
    }
}
