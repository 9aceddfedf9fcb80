namespace Meet.Rtc.Congestion;

/// <summary>
/// After a large drop while little was sent: a jitter may have looked like a slow link, so a probe tries the old rate soon (libwebrtc does
/// the same). Rates in bits per second, times in microseconds.
/// </summary>
internal sealed class DropRecovery
{
    /// <summary>libwebrtc: an estimate that falls below 66 % at once has dropped.</summary>
    private const double DropBelow = 0.66;

    /// <summary>libwebrtc: what the probe looks for.</summary>
    private const double Part = 0.85;

    /// <summary>libwebrtc: a drop is worth it for 5 s, and one probe in 5 s.</summary>
    private const long Interval = 5_000_000;

    private double _before;
    private long _droppedAt = long.MinValue;
    private long _triedAt = long.MinValue;

    /// <summary>True if that was a drop.</summary>
    public bool OnRate(double before, double after, long now)
    {
        if (after >= DropBelow * before)
            return false;
        (_before, _droppedAt) = (before, now);
        return true;
    }

    /// <summary>The rate to probe, once for a drop.</summary>
    public bool TryTake(long now, out double rate)
    {
        rate = Part * _before;
        var isFresh = _droppedAt != long.MinValue && now - _droppedAt < Interval;
        var isDue = isFresh && (_triedAt == long.MinValue || now - _triedAt > Interval);
        _droppedAt = long.MinValue;
        _triedAt = isDue ? now : _triedAt;
        return isDue;
    }
}
