namespace Meet.Media;

/// <summary>
/// Starts the node with the host, and on its stop tells every browser and meets before the bus goes: those who talk reconnect
/// elsewhere within seconds instead of after 30 s of silence.
/// </summary>
internal sealed class MediaLifetime(MediaNode node, MediaMetrics metrics) : IHostedService
{
    /// <summary>What is collected for as long as the node runs.</summary>
    public MediaMetrics Metrics => metrics;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => node.DrainAsync();
}
