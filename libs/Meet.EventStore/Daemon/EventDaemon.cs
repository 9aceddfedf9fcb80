using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Meet.EventStore;

/// <summary>
/// Creates the schema before the services behind it start, then runs subscriptions and asynchronous projections. Marten:
/// <c>ApplyAllDatabaseChangesOnStartup()</c> and <c>AddAsyncDaemon(DaemonMode.HotCold)</c>.
/// </summary>
internal sealed class EventDaemon(PostgresEventStore store, TimeProvider time, ILogger<EventDaemon> logger) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var part in store.Options.Parts.OfType<IResolvedLater>())
            part.Resolve();
        await store.ApplyAllConfiguredChangesToDatabaseAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (store.Options.Shards.Count == 0)
            return;
        var notifier = new ReplicaNotifier(store, time, logger);
        store.Signal.Committed += notifier.EventsCommitted;
        List<Task> loops = [];
        List<ShardAgent> agents = [];
        if (store.Options.Daemon.Enabled)
        {
            var highWater = new HighWaterLoop(store, time, logger);
            store.Signal.Committed += highWater.Wake;
            agents.AddRange(store.Options.Shards.Select(shard => new ShardAgent(store, shard, highWater, time, logger)));
            loops.Add(highWater.RunAsync(stoppingToken));
            loops.Add(notifier.ListenAsync(highWater.Wake, () => agents.ForEach(agent => agent.LeaseReleased()), stoppingToken));
            loops.AddRange(agents.Select(agent => agent.RunAsync(stoppingToken)));
        }

        // With every subscription running here there is nobody to tell.
        loops.Add(notifier.SendAsync(() => agents.Count == 0 || agents.Exists(agent => !agent.Leads), stoppingToken));
        try
        {
            // A loop ends only when stopped, or by a defect: then the host is to know at once.
            await await Task.WhenAny(loops);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(loops).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }
}
