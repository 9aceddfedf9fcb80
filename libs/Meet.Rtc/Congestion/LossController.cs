namespace Meet.Rtc.Congestion;

/// <summary>
/// The loss-based rate (draft-ietf-rmcat-gcc-02 section 6): above 10 % loss it falls by half the loss, below 2 % it grows by 8 % a second,
/// between them it stays. It never exceeds the delay-based rate, so that a loss cuts what is really sent.
/// Rates in bits per second, times in microseconds.
/// </summary>
internal sealed class LossController(double start, double min)
{
    private const double LowLoss = 0.02;
    private const double HighLoss = 0.10;

    /// <summary>libwebrtc: 8 % and 1 kbit/s a second (the draft: 5 % and 1 kbit/s for each report).</summary>
    private const double GrowthPerSecond = 1.08;
    private const double MinGrowth = 1_000;

    /// <summary>libwebrtc: a loss is measured over a second and 20 packets at least.</summary>
    private const long WindowMicroseconds = 1_000_000;
    private const int MinPackets = 20;

    /// <summary>libwebrtc: between two cuts, besides a round trip: 300 ms.</summary>
    private const long CutInterval = 300_000;

    private int _packets;
    private int _lost;
    private long _windowEnds = long.MinValue;
    private long _updatedAt = long.MinValue;
    private long _cutAt = long.MinValue;
    private bool _isFresh;

    public double Rate { get; private set; } = start;

    /// <summary>Of the last window, 0 to 1.</summary>
    public double Fraction { get; private set; }

    public void OnReceived(bool wasLost)
    {
        // Late, not lost: taken back, if it was counted in this window.
        if (wasLost && _lost > 0)
            _lost--;
        else if (!wasLost)
            _packets++;
    }

    public void OnLost()
    {
        _packets++;
        _lost++;
    }

    /// <summary>A rate known from elsewhere, such as a probe's.</summary>
    public void Set(double rate) => Rate = Math.Max(rate, min);

    /// <summary>After the packets of one feedback were told.</summary>
    /// <param name="delayBased">The bound.</param>
    /// <param name="roundTrip">In microseconds.</param>
    public void Update(double delayBased, long roundTrip, long now)
    {
        CloseWindow(now);
        var seconds = _updatedAt == long.MinValue ? 0 : Math.Clamp((now - _updatedAt) / 1e6, 0, 1);
        _updatedAt = now;
        if (Fraction < LowLoss)
            Rate += (Rate * (Math.Pow(GrowthPerSecond, seconds) - 1)) + (MinGrowth * seconds);
        else if (Fraction > HighLoss && _isFresh && (_cutAt == long.MinValue || now - _cutAt >= CutInterval + roundTrip))
            Cut(now);
        Rate = Math.Max(Math.Min(Rate, delayBased), min);
    }

    private void CloseWindow(long now)
    {
        if (_windowEnds == long.MinValue)
            _windowEnds = now + WindowMicroseconds;
        if (now < _windowEnds || _packets < MinPackets)
            return;
        Fraction = (double)_lost / _packets;
        (_packets, _lost) = (0, 0);
        _windowEnds = now + WindowMicroseconds;
        _isFresh = true;
    }

    /// <summary>Once for each measured loss.</summary>
    private void Cut(long now)
    {
        Rate *= 1 - (0.5 * Fraction);
        _cutAt = now;
        _isFresh = false;
    }
}
