using System.Security.Cryptography;
using Dapper;
using Npgsql;

namespace Meet.Notification.Messages;

/// <summary>
/// This process's sign of life for those that share its work: a session-level advisory lock, which PostgreSQL lets go with the connection, and so
/// with the process, however it ends. One that merely stands still keeps it.
/// </summary>
internal sealed class WorkerSession(NpgsqlDataSource source, ILogger<WorkerSession> logger) : BackgroundService
{
    /// <summary>The first key of all such locks; the second one is the process.</summary>
    public const int LockClass = 0x6D654E77;

    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TryAgain = TimeSpan.FromMilliseconds(250);

    // One whose machine is lost closes no socket: the server notices after about 5 + 3 * 2 s.
    private const string Acquire = """
        select pg_try_advisory_lock(@LockClass, @Id), set_config('tcp_keepalives_idle', '5', false),
               set_config('tcp_keepalives_interval', '2', false), set_config('tcp_keepalives_count', '3', false)
        """;

    private const string Release = "select pg_advisory_unlock(@LockClass, @Id), set_config('tcp_keepalives_idle', '0', false)";

    private bool _isHeld;

    /// <summary>Of this process, for as long as it runs; above 0.</summary>
    public int Id { get; } = RandomNumberGenerator.GetInt32(1, int.MaxValue);

    /// <summary>As of a second ago at the most. Without it nothing may be leased.</summary>
    public bool IsHeld => Volatile.Read(ref _isHeld);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await HoldAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Log.SessionLost(logger, failure);
            }
            finally
            {
                Volatile.Write(ref _isHeld, false);
            }

            await Task.Delay(TryAgain, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Returns if the lock is not free yet: the server has not noticed the end of the session before.</summary>
    private async Task HoldAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(Acquire, new { LockClass, Id }, cancellationToken: cancellationToken)))
            return;
        try
        {
            Volatile.Write(ref _isHeld, true);
            while (true)
            {
                await Task.Delay(Probe, cancellationToken);
                await connection.ExecuteAsync(new CommandDefinition("select 1", commandTimeout: 5, cancellationToken: cancellationToken));
            }
        }
        finally
        {
            // A pool may keep the session open, and the lock with it.
            if (connection.State == System.Data.ConnectionState.Open)
                await connection.ExecuteAsync(Release, new { LockClass, Id });
        }
    }
}
