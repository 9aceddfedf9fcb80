namespace Meet.Rtc.Congestion;

/// <summary>
/// What the link carried when it was full: mean and spread of the throughput at overuse. Near it one grows carefully
/// (draft-ietf-rmcat-gcc-02 section 5.5, "close to convergence": within three standard deviations).
/// </summary>
internal struct LinkCapacity
{
    /// <summary>Draft: weight of a new sample; libwebrtc uses 0.05 too.</summary>
    private const double Weight = 0.05;

    /// <summary>libwebrtc: the variance in kbit/s, as a part of the mean, stays in these bounds.</summary>
    private const double MinVariance = 0.4;
    private const double MaxVariance = 2.5;

    private double _mean;
    private double _variance;

    public bool IsKnown { get; private set; }

    /// <summary>Bits per second; 0 where nothing is known.</summary>
    public readonly double Mean => _mean * 1000;

    public readonly bool IsAbove(double bitsPerSecond) => IsKnown && bitsPerSecond > (_mean + Spread) * 1000;

    public readonly bool IsBelow(double bitsPerSecond) => IsKnown && bitsPerSecond < (_mean - Spread) * 1000;

    public void Reset() => IsKnown = false;

    /// <param name="bitsPerSecond">Throughput while the queue grew.</param>
    public void OnOveruse(double bitsPerSecond)
    {
        var sample = bitsPerSecond / 1000;
        if (!IsKnown)
            (IsKnown, _mean, _variance) = (true, sample, MinVariance);
        else
            _mean += Weight * (sample - _mean);
        var error = sample - _mean;
        _variance = Math.Clamp(((1 - Weight) * _variance) + (Weight * error * error / Math.Max(_mean, 1)), MinVariance, MaxVariance);
    }

    private readonly double Spread => 3 * Math.Sqrt(_variance * _mean);
}
