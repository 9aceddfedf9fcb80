using Npgsql;

namespace Meet.EventStore.IntegrationTests;

/// <summary>An append whose transaction the test ends when it likes.</summary>
internal sealed class InFlight(NpgsqlConnection connection, NpgsqlTransaction transaction, string schema) : IAsyncDisposable
{
    public int ProcessId { get; } = connection.ProcessID;

    public Task AppendAsync() => ExecuteAsync($$"""
        with s as (insert into {{schema}}.mt_streams (tenant_id, id, version) values ('demo', gen_random_uuid(), 1) returning id)
        insert into {{schema}}.mt_events (seq_id, id, stream_id, version, data, type, tenant_id)
        select nextval('{{schema}}.mt_events_sequence'), gen_random_uuid(), s.id, 1, '{"amount": 1}', 'deposited_v1', 'demo' from s
        """);

    public async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        await command.ExecuteNonQueryAsync();
    }

    public Task CommitAsync() => transaction.CommitAsync();

    public Task RollbackAsync() => transaction.RollbackAsync();

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}

internal static class InFlightAppends
{
    /// <summary>Appends one event and leaves the transaction open.</summary>
    public static async Task<InFlight> InFlightAsync(this TestStore store, string? beforehand = null)
    {
        var connection = await store.DataSource.OpenConnectionAsync();
        var append = new InFlight(connection, await connection.BeginTransactionAsync(), store.Schema);
        if (beforehand is not null)
            await append.ExecuteAsync(beforehand);
        await append.AppendAsync();
        return append;
    }
}
