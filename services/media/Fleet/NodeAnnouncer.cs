using MassTransit;

namespace Meet.Media.Fleet;

/// <summary>
/// Tells meets and signaling every second that the node is here and how it is (docs/media/nodes.md). What nobody hears at once is worth
/// nothing: it is not kept, and not sent later either.
/// </summary>
internal sealed class NodeAnnouncer(NodeStatus status, IBus bus, TimeProvider time, ILogger<NodeAnnouncer> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(3);

    private bool _isUnheard;

    /// <summary>At once, for what cannot wait for the next second.</summary>
    public async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Interval);
        try
        {
            await bus.Publish(
                status.Describe(),
                context =>
                {
                    context.Durable = false;
                    context.TimeToLive = Life;
                },
                limit.Token).WaitAsync(limit.Token);
            _isUnheard = false;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            if (!_isUnheard)
                Log.NotAnnounced(logger, failure);
            _isUnheard = true;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                await status.MeasureAsync(stoppingToken);
                await AnnounceAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops; Draining says the last words.
        }
    }
}
