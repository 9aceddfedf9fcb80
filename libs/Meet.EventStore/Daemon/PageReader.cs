using Npgsql;
using NpgsqlTypes;

namespace Meet.EventStore;

/// <summary>Reads the events behind a position for one subscription.</summary>
internal sealed class PageReader
{
    private readonly PostgresEventStore _store;
    private readonly int _size;
    private readonly string[]? _aliases;
    private readonly string _sql;

    public PageReader(PostgresEventStore store, SubscriptionOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.BatchSize, 10_000);
        _store = store;
        _size = options.BatchSize;
        _aliases = options.IncludedTypes.Count == 0
            ? null
            : [.. options.IncludedTypes.SelectMany(store.Options.Registry.AliasesOf)];
        _sql = $"""
            select {EventRow.Columns} from {store.Options.DatabaseSchemaName}.mt_events
            where seq_id > $1 and seq_id <= $2 {(_aliases is null ? "" : "and type = any($4)")}
            order by seq_id limit $3
            """;
    }

    /// <param name="connection">The lease's.</param>
    /// <param name="position">Everything up to here has been handled.</param>
    /// <param name="mark">The high-water mark.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public async Task<EventPage> ReadAsync(
        NpgsqlConnection connection, long position, long mark, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(_sql, connection)
            .With(NpgsqlDbType.Bigint, position)
            .With(NpgsqlDbType.Bigint, mark)
            .With(NpgsqlDbType.Integer, _size);
        if (_aliases is not null)
            command.With(NpgsqlDbType.Array | NpgsqlDbType.Varchar, _aliases);
        await command.PrepareAsync(cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<IEvent> events = [];
        while (await reader.ReadAsync(cancellationToken))
            events.Add(EventRow.Read(reader, _store.Options.Registry));
        return new EventPage(position, events.Count == _size ? events[^1].Sequence : mark, events);
    }
}
