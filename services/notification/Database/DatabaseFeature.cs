using Meet.ServiceDefaults.Database;
using Meet.ServiceDefaults.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Meet.Notification.Database;

internal static class DatabaseFeature
{
    public static void AddNotificationDatabase(this WebApplicationBuilder builder)
    {
        builder.AddPostgres();
        builder.Services.AddSingleton<IMigration, Migrator>();
        builder.Services.AddHostedService<DatabaseStart>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("postgres", tags: [ServiceHealth.Ready]);
    }

    /// <summary>Before anything else starts: the schema.</summary>
    private sealed class DatabaseStart(IMigration migration) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken) => migration.MigrateAsync(cancellationToken);

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
