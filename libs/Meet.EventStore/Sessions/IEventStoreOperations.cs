namespace Meet.EventStore;

/// <summary>Streams of the session's tenant. Marten: <c>IEventStoreOperations</c>.</summary>
public interface IEventStoreOperations
{
    /// <summary>Queues a new stream of type <typeparamref name="T"/>. Saving fails if the tenant has a stream with this id.</summary>
    /// <exception cref="ArgumentException">No event is given, or this session writes to the stream already.</exception>
    void StartStream<T>(Guid id, params IEnumerable<object> events)
        where T : class;

    /// <summary>Queues events behind whatever the stream holds then; starts the stream if need be.</summary>
    void Append(Guid id, params IEnumerable<object> events);

    /// <summary>Queues events for a stream that must be where the caller thinks it is.</summary>
    /// <param name="id">The stream.</param>
    /// <param name="expectedVersion">
    /// As in Marten: the version the stream is to have <b>after</b> the append (the version it was seen at plus the number of
    /// events). Prefer <see cref="FetchForWriting{T}"/>, where there is nothing to count.
    /// </param>
    /// <param name="events">At least one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The version is smaller than the number of events.</exception>
    void Append(Guid id, long expectedVersion, params IEnumerable<object> events);

    /// <summary>
    /// Reads the stream to decide on it. Saving fails if anyone else appended after this read; so decide again with
    /// <see cref="ConcurrencyRetry"/>.
    /// </summary>
    Task<IEventStream<T>> FetchForWriting<T>(Guid id, CancellationToken cancellationToken = default)
        where T : class;

    /// <summary>
    /// The same, and nobody else appends to the stream until this session is saved or disposed of: they wait, and then find it changed. It begins a
    /// transaction and keeps a connection, so it is for who has lost a race already. A stream that does not exist yet is not kept from anybody.
    /// </summary>
    Task<IEventStream<T>> FetchForExclusiveWriting<T>(Guid id, CancellationToken cancellationToken = default)
        where T : class;

    /// <summary>The state after the stream's events, or after the first <paramref name="version"/> of them; null if there are none.</summary>
    Task<T?> AggregateStreamAsync<T>(Guid id, long version = 0, CancellationToken cancellationToken = default)
        where T : class;

    /// <summary>The stream's events in order, or the first <paramref name="version"/> of them; empty if there is no such stream.</summary>
    Task<IReadOnlyList<IEvent>> FetchStreamAsync(Guid id, long version = 0, CancellationToken cancellationToken = default);

    /// <summary>What is known about the stream without its events; null if there is no such stream.</summary>
    Task<StreamState?> FetchStreamStateAsync(Guid id, CancellationToken cancellationToken = default);
}

/// <summary>A stream as it was read, open for one decision. Marten's name and members.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1711", Justification = "Marten's name.")]
public interface IEventStream<out T>
    where T : class
{
    Guid Id { get; }

    /// <summary>Null if the stream has no events; those appended here are not in it.</summary>
    T? Aggregate { get; }

    /// <summary>The version that was read, 0 for a new stream; saving demands that it is still that.</summary>
    long StartingVersion { get; }

    /// <summary><see cref="StartingVersion"/> and what has been appended here.</summary>
    long CurrentVersion { get; }

    /// <summary>Appended here and not saved yet.</summary>
    IReadOnlyList<IEvent> Events { get; }

    void AppendOne(object @event);

    void AppendMany(params IEnumerable<object> events);
}

/// <summary>A row of <c>mt_streams</c>. Marten's name.</summary>
/// <param name="AggregateTypeName">The stream type's stored name, where it was started with one.</param>
public sealed record StreamState(
    Guid Id, long Version, string? AggregateTypeName, DateTimeOffset LastTimestamp, DateTimeOffset Created, bool IsArchived);
