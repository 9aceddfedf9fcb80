namespace Meet.Rtc.Congestion;

/// <summary>
/// The delay-based rate: additive or multiplicative increase, multiplicative decrease (draft-ietf-rmcat-gcc-02 section 5.5, constants
/// as in libwebrtc where it differs). All rates in bits per second, all times in microseconds.
/// </summary>
internal sealed class AimdRateControl(double start, double min, double max)
{
    private enum Phase { Hold, Increase, Decrease }

    /// <summary>Draft: "beta", 0.85 of what arrived.</summary>
    private const double Beta = 0.85;

    /// <summary>Draft: "eta", 8 % a second.</summary>
    private const double GrowthPerSecond = 1.08;
    private const double MinGrowth = 1_000;

    /// <summary>Draft: never more than 1.5 times of what arrived; libwebrtc adds 10 kbit/s.</summary>
    private const double MaxOverThroughput = 1.5;
    private const double Headroom = 10_000;

    /// <summary>libwebrtc: one packet per response time, which is a round trip and 100 ms, twice; at least 4 kbit/s a second.</summary>
    private const double ResponseSeconds = 0.1;
    private const double MinAdditive = 4_000;
    private const double FrameSeconds = 1 / 30.0;
    private const double PacketBits = 1200 * 8;

    /// <summary>libwebrtc: at most one decrease in a round trip of 10 to 200 ms.</summary>
    private const long MinInterval = 10_000;
    private const long MaxInterval = 200_000;

    private LinkCapacity _capacity;
    private Phase _phase = Phase.Hold;
    private long _changedAt = long.MinValue;

    /// <summary>The estimate.</summary>
    public double Rate { get; private set; } = start;

    /// <summary>200 ms until measured.</summary>
    public long RoundTrip { get; set; } = 200_000;

    /// <summary>When the rate was cut last; <see cref="long.MinValue"/> for never.</summary>
    public long DecreasedAt { get; private set; } = long.MinValue;

    /// <summary>A rate known from elsewhere, such as a probe's.</summary>
    public void Set(double rate, long now)
    {
        rate = Math.Clamp(rate, min, max);
        if (rate < Rate)
            DecreasedAt = now;
        Rate = rate;
        _changedAt = now;
    }

    /// <param name="usage">What the queue does.</param>
    /// <param name="throughput">What arrived, 0 while unknown.</param>
    /// <param name="now">Of the feedback.</param>
    public void Update(BandwidthUsage usage, double throughput, long now)
    {
        if (usage == BandwidthUsage.Overusing)
        {
            OnOveruse(throughput, now);
            return;
        }

        if (usage == BandwidthUsage.Underusing)
        {
            _phase = Phase.Hold;
            return;
        }

        if (_phase == Phase.Hold)
            (_phase, _changedAt) = (Phase.Increase, now);
        if (_phase == Phase.Increase)
            Increase(throughput > 0 ? throughput : Rate, now);
    }

    private void OnOveruse(double throughput, long now)
    {
        if (throughput <= 0)
        {
            // libwebrtc: without a throughput, one half at once.
            if (_changedAt == long.MinValue || now - _changedAt >= MaxInterval)
                Set(Rate / 2, now);
            return;
        }

        var isDue = _changedAt == long.MinValue || now - _changedAt >= Math.Clamp(RoundTrip, MinInterval, MaxInterval);
        if (isDue || throughput < Rate / 2)
            Decrease(throughput, now);
    }

    private void Increase(double throughput, long now)
    {
        if (_capacity.IsAbove(throughput))
            _capacity.Reset();
        var seconds = Math.Clamp((now - _changedAt) / 1e6, 0, 1);
        _changedAt = now;
        var limit = (MaxOverThroughput * throughput) + Headroom;
        if (Rate >= limit)
            return;
        var growth = _capacity.IsKnown
            ? AdditivePerSecond() * seconds
            : Math.Max(Rate * (Math.Pow(GrowthPerSecond, seconds) - 1), MinGrowth * seconds);
        Rate = Math.Clamp(Math.Min(Rate + growth, limit), min, max);
    }

    private void Decrease(double throughput, long now)
    {
        var decreased = Beta * throughput;
        if (decreased > Rate && _capacity.IsKnown)
            decreased = Beta * _capacity.Mean;
        if (_capacity.IsBelow(throughput))
            _capacity.Reset();
        _capacity.OnOveruse(throughput);
        Rate = Math.Clamp(Math.Min(Rate, decreased), min, max);
        // The next feedback without overuse starts to increase again.
        _phase = Phase.Hold;
        (_changedAt, DecreasedAt) = (now, now);
    }

    private double AdditivePerSecond()
    {
        var frame = Rate * FrameSeconds;
        var packet = frame / Math.Ceiling(frame / PacketBits);
        var response = 2 * ((RoundTrip / 1e6) + ResponseSeconds);
        return Math.Max(MinAdditive, packet / response);
    }
}
