using Meet.Meets.Commands;
using Meet.Meets.Domain;

namespace Meet.Meets.Timing;

/// <summary>
/// Lets the time that has passed have its effect, on every replica, after any restart. A deadline can be reported twice at worst
/// (a replica that died after saving); the decider makes nothing of the second.
/// </summary>
internal sealed class DeadlineClock(DueDeadlines due, MeetDesk desk, TimeProvider time, ILogger<DeadlineClock> logger)
    : BackgroundService
{
    // Wakes for the earliest deadline; looks in between because another replica may have set an earlier one, or the clock
    // was moved.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(await TurnAsync(stoppingToken), stoppingToken);
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

    /// <summary>Fires what is due.</summary>
    /// <returns>How long to wait for the next turn.</returns>
    private async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var taken = await due.TakeAsync(now, cancellationToken);
        await Parallel.ForEachAsync(
            taken, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken }, FireAsync);
        if (taken.Count == DueDeadlines.Batch)
        {
            return TimeSpan.Zero;
        }

        return await due.NextAsync(now, cancellationToken) is { } next && next - now < LookAgain ? next - now : LookAgain;
    }

    private async ValueTask FireAsync(DueDeadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await desk.HandleAsync(
                deadline.TenantId, deadline.MeetId, new DeadlinePassed(deadline.Kind, deadline.Subject), cancellationToken);
            if (outcome.Decision is Decision.Accepted { Events.Length: > 0 })
            {
                Log.Fired(logger, deadline.Kind, deadline.TenantId, deadline.MeetId);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Its lease ends, and somebody tries again; the others are not to wait for it.
            Log.FiringFailed(logger, deadline.Kind, deadline.TenantId, deadline.MeetId, failure);
        }
    }
}
