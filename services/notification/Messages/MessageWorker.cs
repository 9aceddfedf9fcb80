namespace Meet.Notification.Messages;

/// <summary>Does what is due, on every replica, after any restart.</summary>
internal sealed class MessageWorker(MessageQueue queue, MessageSteps steps, TimeProvider time, ILogger<MessageWorker> logger) : BackgroundService
{
    // In real time, since another replica may have queued something, or the clock was moved.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // What was done may have led to something that is due at once.
                if (await TurnAsync(stoppingToken) == 0)
                    await Task.Delay(LookAgain, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Log.TurnFailed(logger, failure);
                await Task.Delay(LookAgain, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<int> TurnAsync(CancellationToken cancellationToken)
    {
        var due = await queue.TakeAsync(time.GetUtcNow(), cancellationToken);
        await Parallel.ForEachAsync(
            due, new ParallelOptions { MaxDegreeOfParallelism = MessageQueue.Batch, CancellationToken = cancellationToken }, StepAsync);
        return due.Count;
    }

    private async ValueTask StepAsync(DueMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await steps.StepAsync(message, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Its lease ends, and somebody goes on with it; the others are not to wait for it.
            Log.StepFailed(logger, message.Id, failure);
        }
    }
}
