using Npgsql;

namespace Meet.EventStore;

/// <summary>Keeps tables of its own in step with the events. Marten: <c>Marten.Events.Projections.IProjection</c>.</summary>
/// <remarks>
/// Inline: runs within the transaction of the append; its failure rolls the append back. Asynchronous: run by the daemon on one
/// replica at a time; its writes and its position commit together, so its tables see each event exactly once.
/// </remarks>
public interface IProjection
{
    /// <param name="operations">The transaction to write in.</param>
    /// <param name="events">In sequence order, versions and sequences set; of one or more streams and, when asynchronous, tenants.</param>
    /// <param name="cancellationToken">Cancelled when the append or the daemon is.</param>
    Task ApplyAsync(IProjectionOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellationToken);
}

/// <summary>The transaction a projection takes part in. Marten: <c>IDocumentOperations</c>.</summary>
public interface IProjectionOperations
{
    /// <summary>Open, inside <see cref="Transaction"/>; not to be closed.</summary>
    NpgsqlConnection Connection { get; }

    /// <summary>Not to be committed or rolled back.</summary>
    NpgsqlTransaction Transaction { get; }

    /// <summary>Adds a command that is sent with the others in one round trip after <c>ApplyAsync</c> returns.</summary>
    /// <param name="command">One statement with constant text and positional parameters (<c>$1</c>): it is prepared.</param>
    void Queue(NpgsqlBatchCommand command);

    /// <summary>As <see cref="Queue"/>, from text with <c>$1</c>, <c>$2</c>, ... and the values for them.</summary>
    void QueueSqlCommand(string sql, params object?[] parameters);
}

/// <summary>When a projection runs. Marten's name and members.</summary>
public enum ProjectionLifecycle
{
    /// <summary>Within the appending transaction.</summary>
    Inline,

    /// <summary>By the daemon, soon after.</summary>
    Async,
}
