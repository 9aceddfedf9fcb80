using System.Diagnostics.Metrics;

namespace Meet.Meets.Fleet;

/// <summary>How many media nodes there are, by their state; <c>lost</c> for those that are silent and do not answer.</summary>
internal sealed class FleetMetrics
{
    public FleetMetrics(IMeterFactory meters, MediaFleet fleet) =>
        meters.Create("Meet.Meets.Fleet").CreateObservableGauge(
            "meet.media.nodes",
            () => fleet.Standing()
                .CountBy(node => node.IsGone ? "lost" : System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(node.Said.State.ToString()))
                .Select(state => new Measurement<int>(state.Value, new KeyValuePair<string, object?>("meet.state", state.Key))),
            "{node}",
            "Media nodes that were heard of");
}
