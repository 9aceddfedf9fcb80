using Meet.EventStore;
using Meet.Meets.Domain;
using Meet.Meets.Publishing;
using Meet.ServiceDefaults.Database;
using Meet.ServiceDefaults.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Meet.Meets.Store;

internal static class StoreFeature
{
    /// <summary>As many Meets as a replica is likely to have commands of at a time; of one more the events are read again.</summary>
    private const int RunningMeets = 1_000;

    public static void AddMeetStore(this WebApplicationBuilder builder)
    {
        builder.AddPostgres();
        builder.Services.AddSingleton(services => new Lazy<IEventStore>(services.GetRequiredService<IEventStore>));
        builder.Services.AddEventStore(_ => Options()).AddSubscription<MeetPublisher>(MeetPublisher.Name);
        builder.Services.AddSingleton<IMigration, MeetsMigration>();
        builder.Services.AddHostedService<TablesStart>();
        builder.Services.AddSingleton<MeetQueries>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("postgres", tags: [ServiceHealth.Ready]);
    }

    /// <summary>How Meets are stored: the stream type <c>meet</c>, the events' names, the fold.</summary>
    public static EventStoreOptions Options()
    {
        var options = new EventStoreOptions { DatabaseSchemaName = MeetsSchema.Name, RememberedStreams = RunningMeets }
            .Aggregate(MeetLife.Unstarted, (life, stored) => Evolution.Evolve(life, (MeetEvent)stored.Data), alias: "meet");
        foreach (var stored in EventNames.All)
        {
            stored.Register(options);
        }

        return options;
    }

    /// <summary>Registered behind the event store, which makes the schema.</summary>
    private sealed class TablesStart(NpgsqlDataSource source) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => MeetsSchema.ApplyAsync(source, cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>All of it, for whoever wants no more: see <see cref="Migrations"/>.</summary>
    private sealed class MeetsMigration(NpgsqlDataSource source, IEventStore store) : IMigration
    {
        public async Task MigrateAsync(CancellationToken cancellationToken)
        {
            await store.ApplyAllConfiguredChangesToDatabaseAsync(cancellationToken);
            await MeetsSchema.ApplyAsync(source, cancellationToken);
        }
    }

    private sealed class DatabaseHealth(NpgsqlDataSource source) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await using var command = source.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
    }
}
