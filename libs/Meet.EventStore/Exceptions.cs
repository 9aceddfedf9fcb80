namespace Meet.EventStore;

/// <summary>Somebody else was faster: fetch again and decide again (<see cref="ConcurrencyRetry"/>). Marten's name.</summary>
public class ConcurrencyException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The stream is no longer (or not yet) at the version the caller based its decision on. Marten's name.</summary>
/// <param name="id">The stream.</param>
/// <param name="expected">The version it was expected to have before the append.</param>
/// <param name="actual">The version it had when looked at after the failure; it may have risen since.</param>
/// <param name="inner">The database's error.</param>
public sealed class EventStreamUnexpectedMaxEventIdException(Guid id, long expected, long actual, Exception? inner = null)
    : ConcurrencyException($"Unexpected starting version number for event stream '{id}', expected {expected} but was {actual}", inner)
{
    public Guid Id => id;

    public long ExpectedVersion => expected;

    public long ActualVersion => actual;
}

/// <summary>A stream was to be started under an id that this tenant has a stream for. Marten's name.</summary>
public sealed class ExistingStreamIdCollisionException(Guid id, Exception? inner = null)
    : Exception($"Stream with id '{id}' already exists.", inner)
{
    public Guid Id => id;
}

/// <summary>
/// An event's type or stored name is not in the registry. Reading stops instead of skipping a fact: map the type (or an
/// upcaster), or finish the roll-out of the release that knows it.
/// </summary>
public sealed class UnknownEventTypeException : Exception
{
    public UnknownEventTypeException(string alias)
        : base($"No event type is mapped to the stored name '{alias}'.") => EventTypeName = alias;

    public UnknownEventTypeException(Type type)
        : base($"{type} is not mapped as an event type.") => EventTypeName = type.Name;

    /// <summary>The stored name, or the CLR type's.</summary>
    public string EventTypeName { get; }
}
