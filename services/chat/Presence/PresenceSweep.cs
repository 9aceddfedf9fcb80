namespace Meet.Chat.Presence;

/// <summary>
/// Every second: connections of silent replicas go, and whatever a crash left unsettled is settled. Several replicas of this
/// service may sweep at once.
/// </summary>
internal sealed partial class PresenceSweep(Connections connections, PresenceStates states, ILogger<PresenceSweep> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        await connections.ForgetSilentReplicasAsync(cancellationToken);
        foreach (var person in await states.UnsettledAsync(cancellationToken))
            await states.SettleAsync(person, cancellationToken);
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

    [LoggerMessage(1201, LogLevel.Warning, "Presence could not be swept; the next round tries again")]
    private static partial void Failed(ILogger logger, Exception problem);
}
