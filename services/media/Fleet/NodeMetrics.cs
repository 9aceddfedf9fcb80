using System.Diagnostics.Metrics;
using Meet.Contracts.Media;

namespace Meet.Media.Fleet;

/// <summary>What decides whether the node gets new Meets, for operators and autoscalers.</summary>
internal sealed class NodeMetrics
{
    public NodeMetrics(IMeterFactory meters, NodeStatus status)
    {
        var meter = meters.Create("Meet.Media.Fleet");
        meter.CreateObservableGauge(
            "meet.media.load", () => status.Load, "1", "CPU time of the busiest worker for wall time over the last seconds, 0 to 1");
        meter.CreateObservableGauge(
            "meet.media.open", () => status.State.Current == MediaNodeState.Open ? 1 : 0, "1", "1 while the node takes new Meets, 0 while it does not");
    }
}
