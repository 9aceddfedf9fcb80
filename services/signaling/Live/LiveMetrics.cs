using System.Diagnostics.Metrics;

namespace Meet.Signaling.Live;

/// <summary>How many pages are connected to this replica.</summary>
internal sealed class LiveMetrics : IDisposable
{
    private readonly Meter _meter = new("Meet.Signaling");

    public LiveMetrics(LiveConnections live) =>
        _meter.CreateObservableUpDownCounter(
            "meet.signaling.connections", () => live.Count, "{connection}", "Live connections of this replica.");

    public void Dispose() => _meter.Dispose();
}
