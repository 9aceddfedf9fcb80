using Npgsql;
using NpgsqlTypes;

namespace Meet.EventStore;

/// <summary>The two questions the high-water mark is found with.</summary>
internal interface ISequenceLog
{
    /// <summary>The transactions that may hold a sequence number which is not committed yet.</summary>
    Task<HashSet<string>> WritersAsync(CancellationToken cancellationToken);

    /// <summary>Committed sequence numbers above a position, rising; at most <paramref name="limit"/>.</summary>
    Task<List<long>> SequencesAsync(long above, int limit, CancellationToken cancellationToken);
}

/// <summary>Each answer is a statement, and so a snapshot, of its own.</summary>
internal sealed class SequenceLog(NpgsqlConnection connection, string schema) : ISequenceLog
{
    private readonly string _sequences = $"select seq_id from {schema}.mt_events where seq_id > $1 order by seq_id limit $2";

    private readonly string _writers = $"""
        select virtualtransaction from pg_locks
        where locktype = 'relation' and granted and mode = 'RowExclusiveLock' and pid is distinct from pg_backend_pid()
          and database = (select oid from pg_database where datname = current_database())
          and relation in ('{schema}.mt_events_sequence'::regclass, '{schema}.mt_events'::regclass)
        """;

    public async Task<HashSet<string>> WritersAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(_writers, connection);
        await command.PrepareAsync(cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        HashSet<string> writers = [];
        while (await reader.ReadAsync(cancellationToken))
            writers.Add(reader.GetString(0));
        return writers;
    }

    public async Task<List<long>> SequencesAsync(long above, int limit, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(_sequences, connection)
            .With(NpgsqlDbType.Bigint, above)
            .With(NpgsqlDbType.Integer, limit);
        await command.PrepareAsync(cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<long> found = [];
        while (await reader.ReadAsync(cancellationToken))
            found.Add(reader.GetInt64(0));
        return found;
    }
}
