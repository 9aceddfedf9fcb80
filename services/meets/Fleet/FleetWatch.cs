using System.Collections.Concurrent;

namespace Meet.Meets.Fleet;

/// <summary>
/// Finds out which silent nodes are dead, and moves away what lives where it cannot stay. Every replica does: the decider makes nothing of
/// the second one's word.
/// </summary>
internal sealed class FleetWatch(MediaFleet fleet, NodeProbe probe, MediaMoves moves, TimeProvider time, ILogger<FleetWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Meets that could not be moved, for want of a node or of the database, are looked for again.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <summary>Nodes that are being asked.</summary>
    private readonly ConcurrentDictionary<string, bool> _asked = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var changes = -1;
        var lookedAt = time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var silent in fleet.Silent().Where(silent => _asked.TryAdd(silent.NodeId, true)))
            {
                _ = AskAsync(silent, stoppingToken);
            }

            if (fleet.Changes != changes || time.GetElapsedTime(lookedAt) >= LookAgain)
            {
                changes = fleet.Changes;
                await MoveAsync(stoppingToken);
                lookedAt = time.GetTimestamp();
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AskAsync(SilentNode silent, CancellationToken cancellationToken)
    {
        try
        {
            if (await probe.AskAsync(silent, cancellationToken) is { } said)
            {
                fleet.Hear(said);
            }
            else if (fleet.Lose(silent))
            {
                Log.NodeLost(logger, silent.NodeId);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping.
        }
        finally
        {
            _asked.TryRemove(silent.NodeId, out _);
        }
    }

    private async Task MoveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await moves.MoveAllAsync(cancellationToken);
            await moves.LoseMediaFromBeforeAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.MovingFailed(logger, failure);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }
}
