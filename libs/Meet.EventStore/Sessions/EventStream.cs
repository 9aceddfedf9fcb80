namespace Meet.EventStore;

internal sealed class EventStream<T>(EventOperations operations, StreamAction action, T? aggregate, long startingVersion)
    : IEventStream<T>
    where T : class
{
    public Guid Id => action.Id;

    public T? Aggregate => aggregate;

    public long StartingVersion => startingVersion;

    public long CurrentVersion => startingVersion + action.Events.Count;

    public IReadOnlyList<IEvent> Events => action.Events;

    public void AppendOne(object @event) => operations.Add(action, @event);

    public void AppendMany(params IEnumerable<object> events)
    {
        foreach (var @event in events)
            operations.Add(action, @event);
    }
}
