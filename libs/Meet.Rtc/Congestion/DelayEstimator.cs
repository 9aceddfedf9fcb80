namespace Meet.Rtc.Congestion;

/// <summary>From single packets to a verdict about the queue: groups, slope, threshold (draft-ietf-rmcat-gcc-02 section 5).</summary>
internal sealed class DelayEstimator
{
    /// <summary>libwebrtc: after such a pause the past tells nothing, 2 s.</summary>
    private const long PauseMicroseconds = 2_000_000;

    private readonly ArrivalGroups _groups = new();
    private readonly Trendline _trend = new();
    private readonly OveruseDetector _detector = new();
    private long _heardAt = long.MinValue;

    public BandwidthUsage Usage => _detector.Usage;

    /// <summary>In the order of arrival; all times in microseconds.</summary>
    public void OnPacket(long sentAt, long arrivedAt, long now)
    {
        if (_heardAt != long.MinValue && now - _heardAt > PauseMicroseconds)
        {
            _groups.Reset();
            _trend.Reset();
            _detector.Reset();
        }

        _heardAt = now;
        if (!_groups.OnPacket(sentAt, arrivedAt, now, out var delta))
            return;
        _trend.Add(delta, arrivedAt);
        _detector.Update(_trend.Slope, _trend.Deltas, delta.Sent, arrivedAt);
    }
}
