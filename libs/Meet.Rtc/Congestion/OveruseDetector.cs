namespace Meet.Rtc.Congestion;

/// <summary>
/// Decides from the delay's slope whether the queue grows, against a threshold that follows the slope's usual size, so that TCP beside
/// us does not starve us and jitter is no alarm (draft-ietf-rmcat-gcc-02 section 5.4; gains as in libwebrtc).
/// </summary>
internal sealed class OveruseDetector
{
    /// <summary>libwebrtc: brings the slope to the scale of the threshold's milliseconds.</summary>
    private const double Gain = 4;

    /// <summary>libwebrtc: the slope counts in full after so many deltas.</summary>
    private const int FullDeltas = 60;

    /// <summary>Draft: "overuse_time_th", 10 ms.</summary>
    private const double OveruseMilliseconds = 10;

    /// <summary>Draft: "del_var_th(0)", 12.5 ms, kept between 6 and 600.</summary>
    private const double FirstThreshold = 12.5;
    private const double MinThreshold = 6;
    private const double MaxThreshold = 600;

    /// <summary>libwebrtc's k_up and k_down, per millisecond; the draft's K_u and K_d are 0.01 and 0.00018.</summary>
    private const double RiseGain = 0.0087;
    private const double FallGain = 0.039;

    /// <summary>Draft: a spike more than 15 ms beyond the threshold, as a route change makes, does not move it.</summary>
    private const double MaxSpike = 15;

    /// <summary>libwebrtc: at most so much time counts for one adaptation, in milliseconds.</summary>
    private const double MaxStep = 100;

    private double _previousSlope;
    private double _overusedFor = -1;
    private int _overuses;
    private long _adaptedAt = -1;

    public BandwidthUsage Usage { get; private set; }

    /// <summary>In milliseconds.</summary>
    public double Threshold { get; private set; } = FirstThreshold;

    /// <summary>Forgets the signal, not the threshold that it has learnt.</summary>
    public void Reset()
    {
        (_previousSlope, _overusedFor, _overuses, _adaptedAt) = (0, -1, 0, -1);
        Usage = BandwidthUsage.Normal;
    }

    /// <param name="slope">See <see cref="Trendline.Slope"/>.</param>
    /// <param name="deltas">See <see cref="Trendline.Deltas"/>.</param>
    /// <param name="sentMicroseconds">Between the two groups compared last.</param>
    /// <param name="arrivedAt">Receiver's clock, microseconds.</param>
    public void Update(double slope, int deltas, long sentMicroseconds, long arrivedAt)
    {
        if (deltas < 2)
            return;
        var trend = Math.Min(deltas, FullDeltas) * slope * Gain;
        if (trend > Threshold)
            Overuse(slope, sentMicroseconds / 1000.0);
        else
            Clear(trend < -Threshold ? BandwidthUsage.Underusing : BandwidthUsage.Normal);
        _previousSlope = slope;
        Adapt(Math.Abs(trend), arrivedAt);
    }

    /// <summary>An alarm takes more than 10 ms and more than one observation, and a slope that does not fall again.</summary>
    private void Overuse(double slope, double milliseconds)
    {
        _overusedFor = _overusedFor < 0 ? milliseconds / 2 : _overusedFor + milliseconds;
        _overuses++;
        if (_overusedFor <= OveruseMilliseconds || _overuses < 2 || slope < _previousSlope)
            return;
        (_overusedFor, _overuses) = (0, 0);
        Usage = BandwidthUsage.Overusing;
    }

    private void Clear(BandwidthUsage usage)
    {
        (_overusedFor, _overuses) = (-1, 0);
        Usage = usage;
    }

    private void Adapt(double trend, long arrivedAt)
    {
        var milliseconds = _adaptedAt < 0 ? 0 : Math.Clamp((arrivedAt - _adaptedAt) / 1000.0, 0, MaxStep);
        _adaptedAt = arrivedAt;
        if (trend > Threshold + MaxSpike)
            return;
        var gain = trend < Threshold ? FallGain : RiseGain;
        Threshold = Math.Clamp(Threshold + (gain * (trend - Threshold) * milliseconds), MinThreshold, MaxThreshold);
    }
}
