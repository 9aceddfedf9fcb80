using Npgsql;

namespace Meet.EventStore;

internal sealed class PostgresEventStore : IEventStore
{
    public PostgresEventStore(NpgsqlDataSource dataSource, EventStoreOptions options)
    {
        EventNames.Schema(options.DatabaseSchemaName);
        options.Registry.Complete();
        DataSource = dataSource;
        Options = options;
        Sql = new AppendSql(options.DatabaseSchemaName);
        Reader = new StreamReader(this);
        Folds = new RememberedFolds(options.RememberedStreams);
    }

    public NpgsqlDataSource DataSource { get; }

    public EventStoreOptions Options { get; }

    public AppendSql Sql { get; }

    public StreamReader Reader { get; }

    public RememberedFolds Folds { get; }

    public CommitSignal Signal { get; } = new();

    public IEventSession LightweightSession(string tenantId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tenantId);
        return new EventSession(this, tenantId);
    }

    public Task ApplyAllConfiguredChangesToDatabaseAsync(CancellationToken cancellationToken = default) =>
        SchemaMigration.RunAsync(DataSource, Options.DatabaseSchemaName, cancellationToken);
}
