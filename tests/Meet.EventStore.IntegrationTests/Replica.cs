using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Meet.EventStore.IntegrationTests;

/// <summary>One process's worth of a service: its own connections, store and daemon.</summary>
internal sealed class Replica : IAsyncDisposable
{
    /// <summary>Polling that cannot be what a test saw.</summary>
    public static readonly TimeSpan Never = TimeSpan.FromHours(1);

    public static readonly DaemonOptions Quick = new()
    {
        PollInterval = TimeSpan.FromMilliseconds(50),
        LeaseRetryInterval = TimeSpan.FromMilliseconds(50),
        LeaseHeartbeat = TimeSpan.FromMilliseconds(50),
        RetryDelay = TimeSpan.FromMilliseconds(1),
        MaxRetryDelay = TimeSpan.FromMilliseconds(20),
    };

    private readonly NpgsqlDataSource _dataSource;
    private readonly EventDaemon _daemon;

    private Replica(NpgsqlDataSource dataSource, TestStore store)
    {
        (_dataSource, Store) = (dataSource, store);
        _daemon = new EventDaemon(store.Store, TimeProvider.System, NullLogger<EventDaemon>.Instance);
    }

    public TestStore Store { get; }

    /// <summary>As in pg_stat_activity.</summary>
    public required string Name { get; init; }

    public static async Task<Replica> StartAsync(
        string connectionString, string schema, Action<EventStoreOptions> configure, DaemonOptions? daemon = null)
    {
        // Processes are told apart by name in pg_stat_activity.
        var name = $"replica-{Guid.NewGuid():N}"[..24];
        var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = name,
        });
        var replica = new Replica(dataSource, TestStore.Build(dataSource, schema, configure, daemon ?? Quick)) { Name = name };
        await replica._daemon.StartAsync(CancellationToken.None);
        return replica;
    }

    public async Task StopAsync()
    {
        await _daemon.StopAsync(CancellationToken.None);
        await _dataSource.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _daemon.Dispose();
    }
}
