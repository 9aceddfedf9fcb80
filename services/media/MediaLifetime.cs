namespace Meet.Media;

/// <summary>
/// Starts the node with the host. On the host's stop whoever is still here is told before the bus goes; where there are Meets, their
/// <see cref="Fleet.Draining"/> comes before.
/// </summary>
internal sealed class MediaLifetime(MediaNode node, MediaMetrics metrics) : IHostedService
{
    /// <summary>What is collected for as long as the node runs.</summary>
    public MediaMetrics Metrics => metrics;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => node.EndAllAsync();
}
