namespace Meet.Rtc.Congestion;

/// <summary>
/// A probe while it is sent: for a few tens of milliseconds more goes out than the estimate allows, media first, the rest padding.
/// Times in microseconds.
/// </summary>
internal struct ProbeCluster
{
    /// <summary>libwebrtc: five packets and 15 ms; here 30 ms, for a worker that sends in turns of some milliseconds.</summary>
    public const long ShortDuration = 30_000;

    /// <summary>Longer than three frames of a video at 30 a second: a short probe fits between the frames of others and does not see them.</summary>
    public const long LongDuration = 100_000;

    private const int MinPackets = 5;

    /// <summary>Asked for so much ahead, so that the rate is reached from the first turn on.</summary>
    private const double Ahead = 5_000;

    /// <summary>A turn that came late does not make up for more than this.</summary>
    private const double MaxBurst = 50_000;

    /// <summary>A smaller packet would tell nothing.</summary>
    private const int MinPacketBytes = 200;

    /// <summary>Nobody sends it: given up.</summary>
    private const long TimeoutMicroseconds = 500_000;

    private double _bytesPerMicrosecond;
    private long _startedAt;
    private int _minBytes;
    private int _bytes;
    private int _packets;

    public bool IsActive { get; private set; }

    public void Start(double bitsPerSecond, long duration, long now)
    {
        _bytesPerMicrosecond = bitsPerSecond / 8e6;
        _startedAt = now;
        _minBytes = Math.Max((int)(_bytesPerMicrosecond * duration), MinPackets * MinPacketBytes);
        (_bytes, _packets) = (0, 0);
        IsActive = true;
    }

    public void Stop() => IsActive = false;

    public readonly bool IsOverdue(long now) => IsActive && now - _startedAt > TimeoutMicroseconds;

    /// <summary>Bytes that should have been sent by now and were not.</summary>
    public readonly int Due(long now)
    {
        if (!IsActive)
            return 0;
        var due = Math.Min((_bytesPerMicrosecond * (now - _startedAt + Ahead)) - _bytes, _bytesPerMicrosecond * MaxBurst);
        return due < MinPacketBytes && _packets > 0 ? 0 : Math.Max((int)due, MinPacketBytes);
    }

    /// <summary>Any packet, media or padding. True if it was the last one.</summary>
    public bool OnSent(int bytes)
    {
        _bytes += bytes;
        _packets++;
        IsActive = _bytes < _minBytes || _packets < MinPackets;
        return !IsActive;
    }
}
