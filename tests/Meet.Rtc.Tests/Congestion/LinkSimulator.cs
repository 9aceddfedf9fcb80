namespace Meet.Rtc.Tests.Congestion;

/// <summary>
/// A bottleneck: capacity, a queue that drops what does not fit, propagation delay, and by a fixed seed random loss and jitter. Times in
/// microseconds.
/// </summary>
internal sealed class LinkSimulator(int seed)
{
    private readonly Random _random = new(seed);
    private long _busyUntil;

    public double BitsPerSecond { get; set; } = 1_000_000;

    public long Propagation { get; set; } = 40_000;

    /// <summary>More than this much waiting, and a packet is dropped.</summary>
    public long QueueLimit { get; set; } = 500_000;

    /// <summary>0 to 1.</summary>
    public double Loss { get; set; }

    /// <summary>Each packet is delayed by up to twice this on its own, so packets overtake each other.</summary>
    public long Jitter { get; set; }

    /// <summary>How long a packet that comes now waits.</summary>
    public long Queue(long now) => Math.Max(0, _busyUntil - now);

    /// <summary>When the packet arrives; null if it does not.</summary>
    public long? Send(int bytes, long now)
    {
        if (Queue(now) > QueueLimit)
            return null;
        _busyUntil = Math.Max(_busyUntil, now) + (long)(bytes * 8e6 / BitsPerSecond);
        if (_random.NextDouble() < Loss)
            return null;
        var jitter = Jitter == 0 ? 0 : _random.NextInt64(2 * Jitter + 1);
        return _busyUntil + Propagation + jitter;
    }
}
