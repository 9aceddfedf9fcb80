namespace Meet.Rtc.Congestion;

/// <summary>
/// How fast the one-way delay grows: the slope of a straight line through the last 20 smoothed delays. libwebrtc's replacement for
/// the draft's Kalman filter (section 5.3).
/// </summary>
internal sealed class Trendline
{
    /// <summary>libwebrtc: points of the line, about 200 ms to 700 ms of packets.</summary>
    private const int Window = 20;

    /// <summary>libwebrtc: the part of the smoothed delay that stays when a new one comes.</summary>
    private const double Smoothing = 0.9;

    private readonly double[] _times = new double[Window];
    private readonly double[] _delays = new double[Window];
    private int _next;
    private long _firstArrival;
    private double _accumulated;
    private double _smoothed;

    /// <summary>Group deltas so far, counted up to 1000.</summary>
    public int Deltas { get; private set; }

    /// <summary>Milliseconds of delay more for each millisecond; 0 until the window is full.</summary>
    public double Slope { get; private set; }

    public void Reset()
    {
        (_next, _firstArrival, _accumulated, _smoothed) = (0, 0, 0, 0);
        (Deltas, Slope) = (0, 0);
    }

    /// <param name="delta">Between two groups.</param>
    /// <param name="arrivedAt">When the later came, receiver's clock, microseconds.</param>
    public void Add(in GroupDelta delta, long arrivedAt)
    {
        if (Deltas == 0)
            _firstArrival = arrivedAt;
        _accumulated += (delta.Arrived - delta.Sent) / 1000.0;
        _smoothed = (Smoothing * _smoothed) + ((1 - Smoothing) * _accumulated);
        _times[_next] = (arrivedAt - _firstArrival) / 1000.0;
        _delays[_next] = _smoothed;
        _next = (_next + 1) % Window;
        Deltas = Math.Min(Deltas + 1, 1000);
        if (Deltas >= Window)
            Slope = Fit(Slope);
    }

    /// <summary>Least squares; <paramref name="previous"/> where all points share one time.</summary>
    private double Fit(double previous)
    {
        double meanTime = 0, meanDelay = 0;
        for (var i = 0; i < Window; i++)
        {
            meanTime += _times[i] / Window;
            meanDelay += _delays[i] / Window;
        }

        double covariance = 0, variance = 0;
        for (var i = 0; i < Window; i++)
        {
            var time = _times[i] - meanTime;
            covariance += time * (_delays[i] - meanDelay);
            variance += time * time;
        }

        return variance > 0 ? covariance / variance : previous;
    }
}
