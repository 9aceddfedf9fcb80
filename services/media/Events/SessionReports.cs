using System.Diagnostics;
using System.Threading.Channels;
using MassTransit;
using Meet.Contracts.Media;
using Meet.ServiceDefaults.Bus;

namespace Meet.Media.Events;

/// <summary>Where it is told what became of a session, and who was not let in. Never blocks the caller.</summary>
internal interface ISessionReports
{
    void Report(MediaSessionChanged change);

    void Report(MediaRoomRefused refused);
}

/// <summary>Of a node that stands alone.</summary>
internal sealed class NoReports : ISessionReports
{
    public void Report(MediaSessionChanged change)
    {
        // Nobody is there to be told.
    }

    public void Report(MediaRoomRefused refused)
    {
        // As above.
    }
}

/// <summary>
/// Publishes session changes, and refusals, in order. While the broker is away they wait here; should more than the bound wait, the oldest are
/// let go: a session's later change tells meets all that it needs.
/// </summary>
internal sealed class SessionReports(IBus bus, ILogger<SessionReports> logger) : BackgroundService, ISessionReports
{
    private const int Backlog = 10_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Channel<object> _news = Channel.CreateBounded<object>(
        new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Report(MediaSessionChanged change) => _news.Writer.TryWrite(change);

    public void Report(MediaRoomRefused refused) => _news.Writer.TryWrite(refused);

    /// <summary>Publishes what is left, as long as the host waits.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _news.Writer.TryComplete();
        if (ExecuteTask is { } publishing)
            await publishing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var told in _news.Reader.ReadAllAsync(stoppingToken))
        {
            while (!await TryPublishAsync(told, stoppingToken))
                await Task.Delay(Pause, stoppingToken);
        }
    }

    private async Task<bool> TryPublishAsync(object told, CancellationToken cancellationToken)
    {
        try
        {
            await (told switch
            {
                MediaSessionChanged change => bus.PublishConfirmedAsync(change, cancellationToken),
                MediaRoomRefused refused => bus.PublishConfirmedAsync(refused, cancellationToken),
                _ => throw new UnreachableException(),
            });
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.PublishFailed(logger, failure);
            return false;
        }
    }
}
