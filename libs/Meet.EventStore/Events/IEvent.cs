namespace Meet.EventStore;

/// <summary>One stored fact with what is known about it. Marten: <c>JasperFx.Events.IEvent</c>.</summary>
/// <remarks>
/// <see cref="Version"/>, <see cref="Sequence"/> and <see cref="Timestamp"/> are the database's: they are 0 and default
/// until the session that appends the event has saved its changes.
/// </remarks>
public interface IEvent
{
    /// <summary>The event's own id (UUIDv7), <c>mt_events.id</c>: what a consumer keeps to recognise a second delivery.</summary>
    Guid Id { get; }

    /// <summary>The stream it belongs to, unique within <see cref="TenantId"/>.</summary>
    Guid StreamId { get; }

    /// <summary>Position within the stream; 1 is the first.</summary>
    long Version { get; }

    /// <summary>Position within the store, over all tenants; rising, with gaps where a transaction was rolled back.</summary>
    long Sequence { get; }

    /// <summary>The event itself, already upcast to the current type.</summary>
    object Data { get; }

    /// <summary>CLR type of <see cref="Data"/>.</summary>
    Type EventType { get; }

    /// <summary>The stored name, as in <c>meet_started_v1</c>; an old one where the event has been upcast.</summary>
    string EventTypeName { get; }

    string TenantId { get; }

    /// <summary>The database's clock at the start of the appending transaction.</summary>
    DateTimeOffset Timestamp { get; }

    /// <summary>What belongs together over services: by default the id of the trace that was current.</summary>
    string? CorrelationId { get; }

    /// <summary>What led to this event: a command's, message's or event's id, where the session was given one.</summary>
    string? CausationId { get; }

    /// <summary>Further metadata: <see cref="EventHeaders"/> and whatever the session was given. Never null.</summary>
    IReadOnlyDictionary<string, string> Headers { get; }
}

/// <summary>An <see cref="IEvent"/> whose data's type is known.</summary>
/// <typeparam name="T">The mapped event type.</typeparam>
public interface IEvent<out T> : IEvent
    where T : notnull
{
    /// <inheritdoc cref="IEvent.Data"/>
    new T Data { get; }
}
