namespace Meet.Chat.Identity;

/// <summary>Forgets what has run out: sessions, and tries to sign in. Nothing depends on it happening in time.</summary>
internal sealed partial class ExpiredSessions(Sessions sessions, SignInThrottle throttle, ILogger<ExpiredSessions> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await sessions.DeleteExpiredAsync(stoppingToken);
                await throttle.DeleteOldAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                Failed(logger, problem);
            }
        }
    }

    [LoggerMessage(1104, LogLevel.Warning, "Expired sessions could not be deleted; the next round tries again")]
    private static partial void Failed(ILogger logger, Exception problem);
}
