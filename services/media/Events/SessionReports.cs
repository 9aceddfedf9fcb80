using System.Threading.Channels;
using MassTransit;
using Meet.Contracts.Media;

namespace Meet.Media.Events;

/// <summary>Where workers tell what became of a session. Never blocks the caller.</summary>
internal interface ISessionReports
{
    void Report(MediaSessionChanged change);
}

/// <summary>Of a node that stands alone.</summary>
internal sealed class NoReports : ISessionReports
{
    public void Report(MediaSessionChanged change)
    {
        // Nobody is there to be told.
    }
}

/// <summary>
/// Publishes session changes in order. While the broker is away they wait here; should more than the bound wait, the oldest are
/// let go: a session's later change tells meets all that it needs.
/// </summary>
internal sealed class SessionReports(IBus bus, ILogger<SessionReports> logger) : BackgroundService, ISessionReports
{
    private const int Backlog = 10_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Channel<MediaSessionChanged> _changes = Channel.CreateBounded<MediaSessionChanged>(
        new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Report(MediaSessionChanged change) => _changes.Writer.TryWrite(change);

    /// <summary>Publishes what is left, as long as the host waits.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _changes.Writer.TryComplete();
        if (ExecuteTask is { } publishing)
            await publishing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var change in _changes.Reader.ReadAllAsync(stoppingToken))
        {
            while (!await TryPublishAsync(change, stoppingToken))
                await Task.Delay(Pause, stoppingToken);
        }
    }

    private async Task<bool> TryPublishAsync(MediaSessionChanged change, CancellationToken cancellationToken)
    {
        try
        {
            await bus.Publish(change, cancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.PublishFailed(logger, failure);
            return false;
        }
    }
}
