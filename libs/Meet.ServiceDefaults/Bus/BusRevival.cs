using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Meet.ServiceDefaults.Bus;

/// <summary>
/// Starts the bus anew where it stays without a connection though the broker answers. A connection that breaks while a message is under way
/// can leave MassTransit 8.4 with RabbitMQ.Client 7.1 waiting for its end forever (an <see cref="ObjectDisposedException"/> out of the
/// publisher's confirms begins it): the process would hear and say nothing more until it is restarted.
/// </summary>
internal sealed partial class BusRevival(IBusControl bus, BrokerReach reach, TimeProvider time, ILogger<BusRevival> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>As long as it takes to come back by itself, and some more.</summary>
    private const int MostIntervals = 6;

    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var (hasStarted, unwell) = (false, 0);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var isWell = bus.CheckHealth().Status == BusHealthStatus.Healthy;
                hasStarted |= isWell;
                unwell = isWell || !hasStarted || !await reach.AnswersAsync(stoppingToken) ? 0 : unwell + 1;
                if (unwell < MostIntervals)
                    continue;
                StartsAnew(log);
                await RestartAsync(stoppingToken);
                unwell = 0;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task RestartAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            stop.CancelAfter(StopsWithin);
            // What hangs is left behind.
            await bus.StopAsync(stop.Token).WaitAsync(StopsWithin, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            using var start = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            start.CancelAfter(StartsWithin);
            await bus.StartAsync(start.Token).WaitAsync(StartsWithin, time, stoppingToken);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            NotStarted(log, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The broker answers and the bus does not come back to it: it is started anew.")]
    private static partial void StartsAnew(ILogger log);

    [LoggerMessage(Level = LogLevel.Error, Message = "The bus could not be started anew; it is tried again.")]
    private static partial void NotStarted(ILogger log, Exception failure);
}
