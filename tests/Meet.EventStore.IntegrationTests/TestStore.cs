using Meet.Testing;
using Npgsql;

namespace Meet.EventStore.IntegrationTests;

/// <summary>A store with a schema of its own.</summary>
internal sealed class TestStore
{
    public const string Tenant = "demo";

    private TestStore(PostgresEventStore store) => Store = store;

    public PostgresEventStore Store { get; }

    public NpgsqlDataSource DataSource => Store.DataSource;

    public string Schema => Store.Options.DatabaseSchemaName;

    public static async Task<TestStore> CreateAsync(
        PostgresFixture postgres, Action<EventStoreOptions>? configure = null, DaemonOptions? daemon = null, int remembered = 0)
    {
        var store = Build(postgres.DataSource, NewSchema(), configure, daemon, remembered);
        await store.Store.ApplyAllConfiguredChangesToDatabaseAsync();
        return store;
    }

    /// <summary>Another store (as of another replica) over the same schema.</summary>
    public static TestStore Build(
        NpgsqlDataSource dataSource, string schema, Action<EventStoreOptions>? configure = null, DaemonOptions? daemon = null,
        int remembered = 0)
    {
        var options = Options(schema, daemon, remembered);
        configure?.Invoke(options);
        return new TestStore(new PostgresEventStore(dataSource, options));
    }

    public static string NewSchema() => $"s{Guid.NewGuid():N}"[..16];

    public static EventStoreOptions Options(string schema, DaemonOptions? daemon = null, int remembered = 0) =>
        new EventStoreOptions { DatabaseSchemaName = schema, Daemon = daemon ?? new DaemonOptions(), RememberedStreams = remembered }
            .Map<Opened>("account_opened")
            .Map<Deposited>("deposited")
            .Map<Closed>("account_closed", 2)
            .Aggregate(Account.Initial, Account.Evolve);

    public IEventSession Session(string tenant = Tenant) => Store.LightweightSession(tenant);

    /// <summary>Starts an account and saves.</summary>
    public async Task<Guid> OpenAsync(string tenant = Tenant, Guid? id = null)
    {
        var account = id ?? Guid.CreateVersion7();
        await using var session = Session(tenant);
        session.Events.StartStream<Account>(account, new Opened("Aoi", Currency.Yen));
        await session.SaveChangesAsync();
        return account;
    }

    public async Task DepositAsync(Guid account, int amount = 1, string tenant = Tenant)
    {
        await using var session = Session(tenant);
        session.Events.Append(account, new Deposited(amount));
        await session.SaveChangesAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
