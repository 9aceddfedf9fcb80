using Npgsql;
using NpgsqlTypes;

namespace Meet.EventStore;

/// <summary>Rows of <c>mt_event_progression</c>.</summary>
internal sealed class Progress(string schema)
{
    public const string HighWaterName = "HighWaterMark";

    /// <summary>Where to look for the mark from: any stored position was below a mark when it was stored.</summary>
    public async Task<long> LoadHighWaterAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"select coalesce(max(last_seq_id), 0) from {schema}.mt_event_progression", connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task SaveHighWaterAsync(NpgsqlConnection connection, long mark, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            insert into {schema}.mt_event_progression as p (name, last_seq_id) values ($1, $2)
            on conflict (name) do update set last_seq_id = excluded.last_seq_id, last_updated = transaction_timestamp()
            where p.last_seq_id < excluded.last_seq_id
            """, connection)
            .With(NpgsqlDbType.Varchar, HighWaterName)
            .With(NpgsqlDbType.Bigint, mark);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>The stored position; stores and returns <paramref name="initial"/> if there is none.</returns>
    public async Task<long> LoadAsync(NpgsqlConnection connection, string name, long initial, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            with added as (
                insert into {schema}.mt_event_progression (name, last_seq_id) values ($1, $2)
                on conflict (name) do nothing returning last_seq_id
            )
            select last_seq_id from added
            union all
            select coalesce(last_seq_id, 0) from {schema}.mt_event_progression where name = $1
            """, connection)
            .With(NpgsqlDbType.Varchar, name)
            .With(NpgsqlDbType.Bigint, initial);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Moves a position, on the connection that holds the lease and only from where this holder left it.</summary>
    /// <exception cref="LeaseLostException">The position is not at <paramref name="from"/>: somebody else moved it.</exception>
    public async Task AdvanceAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string name, long from, long to, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            update {schema}.mt_event_progression set last_seq_id = $3, last_updated = transaction_timestamp()
            where name = $1 and coalesce(last_seq_id, 0) = $2
            """, connection, transaction)
            .With(NpgsqlDbType.Varchar, name)
            .With(NpgsqlDbType.Bigint, from)
            .With(NpgsqlDbType.Bigint, to);
        await command.PrepareAsync(cancellationToken);
        if (await command.ExecuteNonQueryAsync(cancellationToken) != 1)
            throw new LeaseLostException($"The position of '{name}' is no longer {from}.");
    }
}

/// <summary>This replica no longer runs the subscription; it starts over with the stored position if it gets it again.</summary>
internal sealed class LeaseLostException(string message, Exception? inner = null) : Exception(message, inner);
