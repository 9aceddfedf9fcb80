using Meet.Contracts.Media;

namespace Meet.Media.Fleet;

/// <summary>What the node says of itself: measured once a second by <see cref="NodeAnnouncer"/>, with the rest as it is when it is asked.</summary>
internal sealed class NodeStatus(MediaNode node, NodeState state, MediaOptions options, Uri grpc, TimeProvider time)
{
    private readonly Guid _instance = Guid.NewGuid();
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private readonly LoadMeter _meter = new(node.Workers, TimeSpan.FromMilliseconds(500));
    private readonly Admission _admission = new(options.Admission, options.MaxSessions);
    private double _load;
    private double _packetsPerSecond;

    public NodeState State => state;

    /// <summary>As it is announced: of the busiest worker, smoothed, 0 to 1.</summary>
    public double Load => Volatile.Read(ref _load);

    public async Task MeasureAsync(CancellationToken cancellationToken)
    {
        var measured = await _meter.MeasureAsync(cancellationToken);
        _admission.Take(measured.Busiest, node.SessionCount);
        state.SetOpen(_admission.IsOpen);
        Volatile.Write(ref _load, _admission.Load);
        Volatile.Write(ref _packetsPerSecond, measured.PacketsPerSecond);
    }

    public MediaNodeAnnounced Describe() => new(
        options.NodeId,
        grpc.GetLeftPart(UriPartial.Authority),
        _instance,
        state.Current,
        node.Workers.Count,
        node.SessionCount,
        options.Admission.SessionLimit(options.MaxSessions),
        node.MeetCount,
        Math.Round(Load, 3),
        Math.Round(Volatile.Read(ref _packetsPerSecond)),
        time.GetUtcNow())
    {
        StartedAt = _startedAt,
    };
}
