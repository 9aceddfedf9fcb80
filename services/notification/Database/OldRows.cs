using Dapper;
using Npgsql;

namespace Meet.Notification.Database;

/// <summary>
/// Forgets what nobody asks for any more: links that have run out, messages and Meets of more than 30 days ago (long after the last
/// repeated delivery), the outbox of more than 7. Nothing depends on it happening in time.
/// </summary>
internal sealed partial class OldRows(NpgsqlDataSource source, TimeProvider time, ILogger<OldRows> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    private const string Delete = """
        delete from notification.links where expires_at <= @now;
        delete from notification.messages where created_at <= @now - interval '30 days' and due_at is null;
        delete from notification.meets where heard_at <= @now - interval '30 days';
        delete from notification.outbox where at <= @now - interval '7 days';
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await DeleteAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                Failed(logger, problem);
            }
        }
    }

    internal async Task DeleteAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(Delete, new { now = time.GetUtcNow() }, cancellationToken: cancellationToken));
    }

    [LoggerMessage(8002, LogLevel.Warning, "Old rows could not be deleted; the next round tries again")]
    private static partial void Failed(ILogger logger, Exception problem);
}
