using System.Diagnostics;
using Npgsql;

namespace Meet.EventStore;

/// <summary>
/// One save. Without inline projections and without a transaction begun by the user it is a single round trip: PostgreSQL
/// treats everything before the batch's one Sync as one transaction, and any error rolls all of it back.
/// </summary>
internal sealed class Commit(
    PostgresEventStore store, EventSession session, List<StreamAction> streams, List<NpgsqlBatchCommand> queued)
{
    private int _stored;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var eventCount = streams.Sum(stream => stream.Events.Count);
        using var activity = EventStoreDiagnostics.StartAppend(store.Options.DatabaseSchemaName, session.TenantId, eventCount);
        var started = Stopwatch.GetTimestamp();
        try
        {
            var inline = eventCount > 0 && store.Options.InlineProjections.Count > 0;
            if (inline || session.Transaction is not null)
                await InTransactionAsync(inline, cancellationToken);
            else
                await InOneRoundTripAsync(cancellationToken);
        }
        catch (PostgresException error)
        {
            activity?.SetStatus(ActivityStatusCode.Error, error.SqlState);
            // Results come in the order of the commands, so the one that failed is the first without a result.
            if (_stored >= streams.Count || !AppendFailure.IsConflict(error))
                throw;
            EventStoreDiagnostics.Conflicts.Add(1, EventStoreDiagnostics.Schema(store.Options.DatabaseSchemaName));
            throw await ConflictAsync(error, streams[_stored], cancellationToken);
        }

        if (eventCount == 0)
            return;
        EventStoreDiagnostics.Appended(store.Options.DatabaseSchemaName, eventCount, Stopwatch.GetElapsedTime(started));
        store.Signal.EventsCommitted();
    }

    private async Task InOneRoundTripAsync(CancellationToken cancellationToken)
    {
        await using var connection = await store.DataSource.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, null, cancellationToken);
    }

    private async Task InTransactionAsync(bool inline, CancellationToken cancellationToken)
    {
        var transaction = await session.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(session.Connection!, transaction, cancellationToken);
        if (inline)
        {
            var events = streams.SelectMany(stream => stream.Events).OrderBy(@event => @event.Sequence).ToList<IEvent>();
            var operations = new ProjectionOperations(session.Connection!, transaction);
            foreach (var (_, projection) in store.Options.InlineProjections)
                await projection.ApplyAsync(operations, events, cancellationToken);
            await operations.FlushAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private async Task ExecuteAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken cancellationToken)
    {
        if (streams.Count + queued.Count == 0)
            return;
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var stream in streams)
            batch.BatchCommands.Add(store.Sql.Append(stream, session));
        foreach (var command in queued)
            batch.BatchCommands.Add(command);
        await batch.PrepareAsync(cancellationToken);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        foreach (var stream in streams)
        {
            foreach (var @event in stream.Events)
            {
                await reader.ReadAsync(cancellationToken);
                @event.Stored(reader.GetInt64(0), reader.GetInt64(1), reader.GetFieldValue<DateTimeOffset>(2));
            }

            _stored++;
            await reader.NextResultAsync(cancellationToken);
        }

        while (await reader.NextResultAsync(cancellationToken))
        {
            // An error of a later command surfaces only when its result is reached.
        }
    }

    /// <summary>The race is lost either way; the actual version is only for the message.</summary>
    private async Task<Exception> ConflictAsync(PostgresException error, StreamAction stream, CancellationToken cancellationToken)
    {
        await session.DisposeAsync();
        if (stream.Starts)
            return new ExistingStreamIdCollisionException(stream.Id, error);
        var actual = await store.Reader.FetchStateAsync(session, stream.Id, cancellationToken);
        if (actual is null || actual.Version < stream.ExpectedVersion)
            store.Folds.Forget(session.TenantId, stream.Id);
        return new EventStreamUnexpectedMaxEventIdException(
            stream.Id, stream.ExpectedVersion ?? actual?.Version ?? 0, actual?.Version ?? 0, error);
    }
}
