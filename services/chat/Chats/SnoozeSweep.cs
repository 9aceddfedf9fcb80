using Dapper;
using Meet.Chat.Database;
using Meet.Chat.Working;

namespace Meet.Chat.Chats;

/// <summary>
/// Every second: chats whose time has come wake up. The times are rows, so that a restart forgets none; several replicas may sweep
/// at once, and the chat's lock makes it happen once.
/// </summary>
internal sealed partial class SnoozeSweep(ChatDatabase database, Works works, TimeProvider time, ILogger<SnoozeSweep> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private const string Due = "select tenant_id, chat_id from chat.snoozes where until <= @now order by until limit 100";

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var due in await DueAsync(cancellationToken))
        {
            await using var work = await works.BeginAsync(due.TenantId, cancellationToken);
            if (await ChatHead.LockAsync(work, due.ChatId, customer: null) is not null && await Handling.WakeAsync(work, due.ChatId, by: null))
                await work.CommitAsync(cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                Failed(logger, problem);
            }
        }
    }

    private async Task<IEnumerable<DueSnooze>> DueAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenDirectoryAsync(cancellationToken);
        return await connection.QueryAsync<DueSnooze>(Due, new { now = time.GetUtcNow() });
    }

    [LoggerMessage(1401, LogLevel.Warning, "Snoozed chats could not be woken; the next round tries again")]
    private static partial void Failed(ILogger logger, Exception problem);

    private sealed class DueSnooze
    {
        public string TenantId { get; init; } = "";
        public Guid ChatId { get; init; }
    }
}
