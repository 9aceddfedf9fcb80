using Npgsql;
using NpgsqlTypes;

namespace Meet.EventStore;

/// <summary>Reads streams of one tenant, in the session's transaction if it has one.</summary>
internal sealed class StreamReader(PostgresEventStore store)
{
    private readonly string _events = $"""
        select {EventRow.Columns} from {store.Options.DatabaseSchemaName}.mt_events
        where tenant_id = $1 and stream_id = $2 and version <= $3 and version > $4 order by version
        """;

    private readonly string _state = $"""
        select version, type, timestamp, created, is_archived from {store.Options.DatabaseSchemaName}.mt_streams
        where tenant_id = $1 and id = $2
        """;

    private readonly string _lock = $"""
        select from {store.Options.DatabaseSchemaName}.mt_streams where tenant_id = $1 and id = $2 for update
        """;

    /// <summary>For the rest of the session's transaction.</summary>
    public Task LockAsync(EventSession session, Guid id, CancellationToken cancellationToken) =>
        OnConnectionAsync(session, async connection =>
        {
            await using var command = Command(connection, _lock, session, id);
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }, cancellationToken);

    /// <param name="session">Whose tenant's, and in whose transaction.</param>
    /// <param name="id">The stream.</param>
    /// <param name="after">Only what came after this version; 0 for all.</param>
    /// <param name="version">Up to this version; 0 for all.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public Task<IReadOnlyList<IEvent>> FetchAsync(
        EventSession session, Guid id, long after, long version, CancellationToken cancellationToken) =>
        OnConnectionAsync<IReadOnlyList<IEvent>>(session, async connection =>
        {
            await using var command = Command(connection, _events, session, id)
                .With(NpgsqlDbType.Bigint, version > 0 ? version : long.MaxValue)
                .With(NpgsqlDbType.Bigint, after);
            await command.PrepareAsync(cancellationToken);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            List<IEvent> events = [];
            while (await reader.ReadAsync(cancellationToken))
                events.Add(EventRow.Read(reader, store.Options.Registry));
            return events;
        }, cancellationToken);

    public Task<StreamState?> FetchStateAsync(EventSession session, Guid id, CancellationToken cancellationToken) =>
        OnConnectionAsync<StreamState?>(session, async connection =>
        {
            await using var command = Command(connection, _state, session, id);
            await command.PrepareAsync(cancellationToken);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            if (!await reader.ReadAsync(cancellationToken))
                return null;
            return new StreamState(
                id,
                reader.IsDBNull(0) ? 0 : reader.GetInt64(0),
                reader.IsDBNull(1) ? null : reader.GetString(1),
                reader.GetFieldValue<DateTimeOffset>(2),
                reader.GetFieldValue<DateTimeOffset>(3),
                !reader.IsDBNull(4) && reader.GetBoolean(4));
        }, cancellationToken);

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, EventSession session, Guid id) =>
        new NpgsqlCommand(sql, connection, session.Transaction)
            .With(NpgsqlDbType.Varchar, session.TenantId)
            .With(NpgsqlDbType.Uuid, id);

    private async Task<TResult> OnConnectionAsync<TResult>(
        EventSession session, Func<NpgsqlConnection, Task<TResult>> read, CancellationToken cancellationToken)
    {
        if (session.Connection is { } own)
            return await read(own);
        await using var connection = await store.DataSource.OpenConnectionAsync(cancellationToken);
        return await read(connection);
    }
}
