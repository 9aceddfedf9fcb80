using Npgsql;

namespace Meet.EventStore;

internal sealed class EventSession(PostgresEventStore store, string tenantId) : IEventSession
{
    private readonly Dictionary<string, string> _headers = [];
    private readonly List<NpgsqlBatchCommand> _queued = [];
    private EventOperations? _events;

    public PostgresEventStore Store => store;

    public string TenantId => tenantId;

    public IEventStoreOperations Events => _events ??= new EventOperations(store, this);

    public string? CorrelationId { get; set; } = TraceHeaders.CorrelationId;

    public string? CausationId { get; set; }

    public string? LastModifiedBy { get; set; }

    public NpgsqlConnection? Connection { get; private set; }

    public NpgsqlTransaction? Transaction { get; private set; }

    /// <summary>One instance for all events of the session.</summary>
    public IReadOnlyDictionary<string, string> Headers => _headers;

    /// <summary>As of the current save.</summary>
    public string? SerializedHeaders { get; private set; }

    public void SetHeader(string key, string value) => _headers[key] = value;

    public async Task<NpgsqlTransaction> BeginTransactionAsync(CancellationToken cancellationToken = default)
    {
        if (Transaction is null)
        {
            Connection ??= await store.DataSource.OpenConnectionAsync(cancellationToken);
            Transaction = await Connection.BeginTransactionAsync(cancellationToken);
        }

        return Transaction;
    }

    public void Queue(NpgsqlBatchCommand command) => _queued.Add(command);

    public void QueueSqlCommand(string sql, params object?[] parameters) => _queued.Add(SqlCommands.Create(sql, parameters));

    public async Task SaveChangesAsync(CancellationToken cancellationToken = default)
    {
        TraceHeaders.Write(_headers);
        if (LastModifiedBy is { } actor)
            _headers[EventHeaders.UserName] = actor;
        SerializedHeaders = EventRow.WriteHeaders(_headers);
        var streams = _events?.Streams.Where(stream => stream.Events.Count > 0).ToList() ?? [];
        if (streams.Count > 0 || _queued.Count > 0 || Transaction is not null)
            await new Commit(store, this, streams, _queued).RunAsync(cancellationToken);
        await DisposeAsync();
        _events = null;
        _queued.Clear();
    }

    /// <summary>Rolls back what was not saved.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Transaction is { } transaction)
            await transaction.DisposeAsync();
        if (Connection is { } connection)
            await connection.DisposeAsync();
        Transaction = null;
        Connection = null;
    }
}
