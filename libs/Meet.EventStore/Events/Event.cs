namespace Meet.EventStore;

internal sealed class Event<T>(T data, EventMetadata metadata) : IEvent<T>, IPendingEvent
    where T : notnull
{
    public T Data => data;

    object IEvent.Data => data;

    public Guid Id => metadata.Id;

    public Guid StreamId => metadata.StreamId;

    public long Version { get; private set; } = metadata.Version;

    public long Sequence { get; private set; } = metadata.Sequence;

    public DateTimeOffset Timestamp { get; private set; } = metadata.Timestamp;

    public Type EventType => typeof(T);

    public string EventTypeName => metadata.TypeName;

    public string TenantId => metadata.TenantId;

    public string? CorrelationId => metadata.CorrelationId;

    public string? CausationId => metadata.CausationId;

    public IReadOnlyDictionary<string, string> Headers => metadata.Headers;

    void IPendingEvent.Stored(long sequence, long version, DateTimeOffset timestamp)
    {
        Sequence = sequence;
        Version = version;
        Timestamp = timestamp;
    }
}

/// <summary>Takes over what only the database knows once the row is written.</summary>
internal interface IPendingEvent : IEvent
{
    void Stored(long sequence, long version, DateTimeOffset timestamp);
}

internal sealed record EventMetadata(
    Guid Id,
    Guid StreamId,
    long Version,
    long Sequence,
    string TypeName,
    string TenantId,
    DateTimeOffset Timestamp,
    string? CorrelationId,
    string? CausationId,
    IReadOnlyDictionary<string, string> Headers);
