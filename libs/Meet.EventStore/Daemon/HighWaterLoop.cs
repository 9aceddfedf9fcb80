using Microsoft.Extensions.Logging;

namespace Meet.EventStore;

/// <summary>Keeps this process's high-water mark current while it runs at least one subscription.</summary>
internal sealed class HighWaterLoop(PostgresEventStore store, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(1);

    private readonly Progress _progress = new(store.Options.DatabaseSchemaName);
    private readonly AsyncSignal _wake = new();
    private readonly TaskCompletionSource _current = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _mark;
    private int _demand;

    /// <summary>Raised after the mark rose.</summary>
    public event Action? Risen;

    public long Mark => Volatile.Read(ref _mark);

    /// <summary>Completes when the mark has first caught up with what was committed.</summary>
    public Task Current => _current.Task;

    public void Wake() => _wake.Set();

    /// <summary>A subscription begins (+1) or ends (-1) to run here.</summary>
    public void Demand(int change)
    {
        Interlocked.Add(ref _demand, change);
        Wake();
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await _wake.WaitAsync(cancellationToken);
                if (Volatile.Read(ref _demand) > 0)
                    await FollowAsync(cancellationToken);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                logger.HighWaterFailed(error);
                await Task.Delay(store.Options.Daemon.PollInterval, time, cancellationToken);
                Wake();
            }
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        await using var connection = await store.DataSource.OpenConnectionAsync(cancellationToken);
        var detector = new HighWaterDetector(
            new SequenceLog(connection, store.Options.DatabaseSchemaName),
            Math.Max(Mark, await _progress.LoadHighWaterAsync(connection, cancellationToken)));
        var (saved, savedAt, gapLooks) = (detector.Mark, time.GetTimestamp(), 0);
        while (Volatile.Read(ref _demand) > 0)
        {
            var more = await detector.AdvanceAsync(cancellationToken);
            Publish(detector.Mark);
            if (more)
                continue;
            _current.TrySetResult();
            if (detector.Mark > saved && time.GetElapsedTime(savedAt) >= SaveInterval)
            {
                await _progress.SaveHighWaterAsync(connection, detector.Mark, cancellationToken);
                (saved, savedAt) = (detector.Mark, time.GetTimestamp());
            }

            gapLooks = detector.HasGap ? gapLooks + 1 : 0;
            await _wake.WaitAsync(Pause(gapLooks), time, cancellationToken);
        }
    }

    /// <summary>A gap usually closes within a commit's time, and nobody signals a rollback: look often at first, then less.</summary>
    private TimeSpan Pause(int gapLooks) => gapLooks == 0
        ? store.Options.Daemon.PollInterval
        : TimeSpan.FromMilliseconds(Math.Min(1 << Math.Min(gapLooks - 1, 6), store.Options.Daemon.PollInterval.TotalMilliseconds));

    private void Publish(long mark)
    {
        if (mark <= Mark)
            return;
        Volatile.Write(ref _mark, mark);
        Risen?.Invoke();
    }
}
