using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Meet.ServiceDefaults.Database;

/// <summary>
/// A service starts when its database answers. One that ended instead would be started again and again, after pauses that grow to minutes
/// (Kubernetes' back-off), while the database of a new installation takes its time to begin.
/// </summary>
/// <remarks>Goes before whatever else starts: hosted services start in the order in which they were added, all StartingAsync first.</remarks>
internal sealed partial class PostgresReach(NpgsqlDataSource source, TimeProvider time, ILogger<PostgresReach> log) : IHostedLifecycleService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <exception cref="NpgsqlException">The server answers, and refuses: waiting would not help.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        for (var told = false; !await AnswersAsync(cancellationToken); told = true)
        {
            if (!told)
            {
                var server = new NpgsqlConnectionStringBuilder(source.ConnectionString);
                Unreachable(log, server.Host, server.Port);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException away) when (away.IsTransient)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL at {Host}:{Port} does not answer; the start waits until it does.")]
    private static partial void Unreachable(ILogger log, string? host, int port);
}
