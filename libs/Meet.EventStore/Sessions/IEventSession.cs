using Npgsql;

namespace Meet.EventStore;

/// <summary>A unit of work of one tenant: what it appends and queues is committed together or not at all. Marten: <c>IDocumentSession</c>.</summary>
/// <remarks>Not thread safe. After a failed <see cref="SaveChangesAsync"/> nothing is stored: dispose it and begin anew.</remarks>
public interface IEventSession : IAsyncDisposable
{
    /// <summary>Everything read and written through <see cref="Events"/> belongs to this tenant; there is no way to reach another's.</summary>
    string TenantId { get; }

    IEventStoreOperations Events { get; }

    /// <summary>Written on every event; by default the current trace's id.</summary>
    string? CorrelationId { get; set; }

    /// <summary>Written on every event: the id of the command, message or event that led here.</summary>
    string? CausationId { get; set; }

    /// <summary>Who acts (an id), written as header <see cref="EventHeaders.UserName"/>.</summary>
    string? LastModifiedBy { get; set; }

    /// <summary>Written on every event.</summary>
    void SetHeader(string key, string value);

    /// <summary>Null until <see cref="BeginTransactionAsync"/>.</summary>
    NpgsqlConnection? Connection { get; }

    /// <summary>Null until <see cref="BeginTransactionAsync"/>. Committed by <see cref="SaveChangesAsync"/>, else rolled back on dispose.</summary>
    NpgsqlTransaction? Transaction { get; }

    /// <summary>
    /// Opens the transaction (READ COMMITTED) that the session will commit, for own SQL on <see cref="Connection"/>; the second
    /// call returns the same one. Without own reads prefer <see cref="Queue"/>: a session that never called this saves in one round trip.
    /// </summary>
    Task<NpgsqlTransaction> BeginTransactionAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds a command to the transaction of <see cref="SaveChangesAsync"/>, sent after the appends in the same round trip.</summary>
    /// <param name="command">One statement with constant text and positional parameters (<c>$1</c>): it is prepared.</param>
    void Queue(NpgsqlBatchCommand command);

    /// <summary>As <see cref="Queue"/>, from text with <c>$1</c>, <c>$2</c>, ... and the values for them. Marten's name.</summary>
    void QueueSqlCommand(string sql, params object?[] parameters);

    /// <summary>Appends, runs inline projections, sends queued commands, commits, and wakes the daemon.</summary>
    /// <exception cref="EventStreamUnexpectedMaxEventIdException">A stream is not at the expected version: nothing is stored.</exception>
    /// <exception cref="ExistingStreamIdCollisionException">A stream to be started exists: nothing is stored.</exception>
    Task SaveChangesAsync(CancellationToken cancellationToken = default);
}
