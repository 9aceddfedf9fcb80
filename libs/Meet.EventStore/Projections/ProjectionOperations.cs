using Npgsql;

namespace Meet.EventStore;

internal sealed class ProjectionOperations(NpgsqlConnection connection, NpgsqlTransaction transaction) : IProjectionOperations
{
    private readonly List<NpgsqlBatchCommand> _queued = [];

    public NpgsqlConnection Connection => connection;

    public NpgsqlTransaction Transaction => transaction;

    public void Queue(NpgsqlBatchCommand command) => _queued.Add(command);

    public void QueueSqlCommand(string sql, params object?[] parameters) => _queued.Add(SqlCommands.Create(sql, parameters));

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_queued.Count == 0)
            return;
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var command in _queued)
            batch.BatchCommands.Add(command);
        await batch.PrepareAsync(cancellationToken);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        _queued.Clear();
    }
}
