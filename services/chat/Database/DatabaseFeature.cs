using Meet.Chat.Demo;
using Meet.Chat.Events;
using Meet.Chat.Publishing;
using Meet.Chat.Rooms;
using Meet.Chat.Settings;
using Meet.Chat.Working;
using Meet.EventStore;
using Meet.ServiceDefaults.Database;
using Meet.ServiceDefaults.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Meet.Chat.Database;

internal static class DatabaseFeature
{
    public static void AddChatDatabase(this WebApplicationBuilder builder)
    {
        builder.AddPostgres();
        builder.Services.AddSingleton<ChatDatabase>();
        builder.Services.AddSingleton<Works>();
        builder.Services.AddSingleton<Migrator>();
        builder.Services.AddSingleton<IMigration, ChatMigration>();
        builder.Services.AddSingleton<DemoSeed>();
        builder.AddFirstWorkspace();
        builder.Services.AddHostedService<DatabaseStart>();
        builder.Services
            .AddEventStore(new EventStoreOptions { DatabaseSchemaName = ChatDatabase.Schema }.MapChatEvents().MapRoomEvents())
            .AddSubscription<ChatPublisher>(ChatPublisher.Name)
            .AddSubscription<RoomPublisher>(RoomPublisher.Name, RoomPublisher.Options);
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("postgres", tags: [ServiceHealth.Ready]);
    }

    /// <summary>The service's own tables, then the event store's.</summary>
    private sealed class ChatMigration(Migrator migrator, IEventStore store) : IMigration
    {
        public async Task MigrateAsync(CancellationToken cancellationToken)
        {
            await migrator.MigrateAsync(cancellationToken);
            await store.ApplyAllConfiguredChangesToDatabaseAsync(cancellationToken);
        }
    }

    /// <summary>Before anything else starts: the schema, and the first workspace and the demo where they are wanted.</summary>
    private sealed class DatabaseStart(IMigration migration, FirstWorkspace first, DemoSeed seed, IConfiguration configuration)
        : IHostedLifecycleService
    {
        public async Task StartingAsync(CancellationToken cancellationToken)
        {
            await migration.MigrateAsync(cancellationToken);
            await first.SowAsync(cancellationToken);
            if (configuration.GetValue<bool>("Demo:Seed"))
                await seed.SowAsync(cancellationToken);
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class DatabaseHealth(NpgsqlDataSource source) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await using var command = source.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
    }
}
