using System.Diagnostics;
using System.Threading.Channels;
using Meet.EventStore;

namespace Meet.Bench;

/// <summary>Notes when events reach a subscription's handler.</summary>
internal sealed class AppendsArrivals : ISubscription
{
    private readonly Channel<long> _arrived = Channel.CreateUnbounded<long>();

    /// <returns>The timestamp (<see cref="Stopwatch"/>) at which the next event arrived.</returns>
    public ValueTask<long> NextAsync() => _arrived.Reader.ReadAsync();

    public Task ProcessEventsAsync(EventPage page, CancellationToken cancellationToken)
    {
        var now = Stopwatch.GetTimestamp();
        foreach (var _ in page.Events)
            _arrived.Writer.TryWrite(now);
        return Task.CompletedTask;
    }
}
