namespace Meet.Notification.Messages;

/// <summary>Does what is due, on every replica, after any restart. Messages do not wait for each other: a slow provider holds up only its own.</summary>
internal sealed class MessageWorker(MessageQueue queue, MessageSteps steps, TimeProvider time, ILogger<MessageWorker> logger) : BackgroundService
{
    // In real time, since another replica may have queued something, or died, or the clock was moved.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);

    private readonly MissingWorkers _missing = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new List<Task>();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await TakeAsync(running, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                Log.TurnFailed(logger, failure);
            }

            // What was done may have led to something that is due at once.
            await Task.WhenAny([.. running, Task.Delay(LookAgain, stoppingToken)]);
            running.RemoveAll(step => step.IsCompleted);
        }

        await Task.WhenAll(running);
    }

    private async Task TakeAsync(List<Task> running, CancellationToken cancellationToken)
    {
        var dead = _missing.Look(await queue.MissingAsync(cancellationToken), TimeProvider.System.GetElapsedTime(0));
        foreach (var message in await queue.TakeAsync(time.GetUtcNow(), MessageQueue.Batch - running.Count, dead, cancellationToken))
            running.Add(StepAsync(message, cancellationToken));
    }

    /// <summary>Does not throw.</summary>
    private async Task StepAsync(DueMessage message, CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                await steps.StepAsync(message, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                await queue.ReleaseAsync(message);
            }
        }
        catch (Exception failure)
        {
            // Its lease ends, and somebody goes on with it.
            Log.StepFailed(logger, message.Id, failure);
        }
    }
}
