using Microsoft.Extensions.Logging;

namespace Meet.EventStore;

/// <summary>Runs one subscription or asynchronous projection whenever this replica holds its lease.</summary>
internal sealed class ShardAgent(
    PostgresEventStore store, AsyncShard shard, HighWaterLoop highWater, TimeProvider time, ILogger logger)
{
    private readonly Progress _progress = new(store.Options.DatabaseSchemaName);
    private readonly PageReader _pages = new(store, shard.Options);
    private readonly AsyncSignal _wake = new();
    private readonly AsyncSignal _released = new();

    private DaemonOptions Daemon => store.Options.Daemon;

    public bool Leads { get; private set; }

    /// <summary>A replica that stops let go of a lease: worth a try at once.</summary>
    public void LeaseReleased() => _released.Set();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        highWater.Risen += _wake.Set;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await using var lease = await Lease.TryAcquireAsync(store, shard.ProgressName, cancellationToken);
                if (lease is not null)
                    await LeadAsync(lease, cancellationToken);
            }
            catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                logger.LeaseLost(shard.Name, error);
            }

            await _released.WaitAsync(Daemon.LeaseRetryInterval, time, cancellationToken);
        }
    }

    private async Task LeadAsync(Lease lease, CancellationToken cancellationToken)
    {
        highWater.Demand(+1);
        Leads = true;
        try
        {
            await highWater.Current.WaitAsync(cancellationToken);
            var initial = shard.Options.SubscribeFromPresent ? highWater.Mark : 0;
            var position = await _progress.LoadAsync(lease.Connection, shard.ProgressName, initial, cancellationToken);
            logger.Leading(shard.Name, position);
            await new ShardRun(store, shard, lease, _progress, _pages, position, time, logger)
                .FollowAsync(highWater, _wake, cancellationToken);
        }
        finally
        {
            lease.HandsOver = cancellationToken.IsCancellationRequested;
            Leads = false;
            highWater.Demand(-1);
        }
    }
}
