namespace Meet.EventStore;

internal sealed class EventOperations(PostgresEventStore store, EventSession session) : IEventStoreOperations
{
    private readonly List<StreamAction> _streams = [];

    public IReadOnlyList<StreamAction> Streams => _streams;

    public void StartStream<T>(Guid id, params IEnumerable<object> events)
        where T : class
    {
        if (Find(id) is not null)
            throw new ArgumentException($"This session writes to stream '{id}' already.", nameof(id));
        var stream = new StreamAction(id, starts: true, store.Options.AggregateOf<T>().Alias);
        foreach (var @event in events)
            Add(stream, @event);
        if (stream.Events.Count == 0)
            throw new ArgumentException("A stream starts with at least one event.", nameof(events));
        _streams.Add(stream);
    }

    public void Append(Guid id, params IEnumerable<object> events)
    {
        var stream = FindOrAdd(id, null);
        foreach (var @event in events)
            Add(stream, @event);
    }

    public void Append(Guid id, long expectedVersion, params IEnumerable<object> events)
    {
        var stream = FindOrAdd(id, null);
        var before = stream.Events.Count;
        foreach (var @event in events)
            Add(stream, @event);
        ArgumentOutOfRangeException.ThrowIfLessThan(expectedVersion, stream.Events.Count);
        if (stream.Events.Count == before)
            throw new ArgumentException("An expected version needs at least one event.", nameof(events));
        stream.ExpectedVersion = expectedVersion - stream.Events.Count;
    }

    public async Task<IEventStream<T>> FetchForWriting<T>(Guid id, CancellationToken cancellationToken = default)
        where T : class
    {
        if (Find(id) is not null)
            throw new InvalidOperationException($"This session writes to stream '{id}' already.");
        var definition = store.Options.AggregateOf<T>();
        var (known, knownVersion) = store.Folds.Find<T>(session.TenantId, id);
        var events = await store.Reader.FetchAsync(session, id, knownVersion, 0, cancellationToken);
        var version = events.Count == 0 ? knownVersion : events[^1].Version;
        var aggregate = definition.Fold(events, known);
        if (events.Count > 0)
            store.Folds.Keep(session.TenantId, id, aggregate!, version);
        var stream = FindOrAdd(id, definition.Alias);
        stream.ExpectedVersion = version;
        return new EventStream<T>(this, stream, aggregate, version);
    }

    public async Task<IEventStream<T>> FetchForExclusiveWriting<T>(Guid id, CancellationToken cancellationToken = default)
        where T : class
    {
        await session.BeginTransactionAsync(cancellationToken);
        await store.Reader.LockAsync(session, id, cancellationToken);
        // Read committed: what whoever had it before has saved is seen by now.
        return await FetchForWriting<T>(id, cancellationToken);
    }

    public async Task<T?> AggregateStreamAsync<T>(Guid id, long version = 0, CancellationToken cancellationToken = default)
        where T : class =>
        store.Options.AggregateOf<T>().Fold(await store.Reader.FetchAsync(session, id, 0, version, cancellationToken));

    public Task<IReadOnlyList<IEvent>> FetchStreamAsync(Guid id, long version = 0, CancellationToken cancellationToken = default) =>
        store.Reader.FetchAsync(session, id, 0, version, cancellationToken);

    public Task<StreamState?> FetchStreamStateAsync(Guid id, CancellationToken cancellationToken = default) =>
        store.Reader.FetchStateAsync(session, id, cancellationToken);

    public void Add(StreamAction stream, object data)
    {
        var mapping = store.Options.Registry.For(data.GetType());
        stream.Add(mapping.Wrap(data, new EventMetadata(
            Guid.CreateVersion7(), stream.Id, 0, 0, mapping.Alias, session.TenantId, default,
            session.CorrelationId, session.CausationId, session.Headers)));
    }

    private StreamAction? Find(Guid id) => _streams.Find(stream => stream.Id == id);

    private StreamAction FindOrAdd(Guid id, string? aggregateAlias)
    {
        if (Find(id) is { } found)
            return found;
        var added = new StreamAction(id, starts: false, aggregateAlias);
        _streams.Add(added);
        return added;
    }
}
