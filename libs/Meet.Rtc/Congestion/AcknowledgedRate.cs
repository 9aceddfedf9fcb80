namespace Meet.Rtc.Congestion;

/// <summary>
/// What arrives, in bits per second: samples of 150 ms joined by a Bayesian filter that trusts a sample the less, the further it lies
/// from the estimate (libwebrtc's BitrateEstimator; the draft's R_hat of section 5.5 is a mean over 500 ms).
/// </summary>
internal sealed class AcknowledgedRate
{
    /// <summary>libwebrtc: the first sample takes 500 ms, the others 150 ms.</summary>
    private const long FirstWindow = 500_000;
    private const long Window = 150_000;

    /// <summary>libwebrtc: a sample off by the whole estimate has a standard deviation of 10 kbit/s.</summary>
    private const double Uncertainty = 10;

    /// <summary>libwebrtc: what the estimate may drift between samples, (kbit/s)².</summary>
    private const double Drift = 5;
    private const double FirstVariance = 50;

    private double _kilobits = -1;
    private double _variance = FirstVariance;
    private long _heardAt = long.MinValue;
    private long _inWindow;
    private long _bytes;

    /// <summary>0 while unknown.</summary>
    public double BitsPerSecond => Math.Max(0, _kilobits * 1000);

    /// <summary>In the order of arrival, by the receiver's clock in microseconds.</summary>
    public void OnPacket(long arrivedAt, int bytes)
    {
        var window = _kilobits < 0 ? FirstWindow : Window;
        if (_heardAt == long.MinValue || arrivedAt < _heardAt)
        {
            (_bytes, _inWindow) = (0, 0);
        }
        else
        {
            var passed = arrivedAt - _heardAt;
            _inWindow += passed;
            if (passed > window)
            {
                // Nothing came for a whole window.
                _bytes = 0;
                _inWindow %= window;
            }
        }

        _heardAt = arrivedAt;
        if (_inWindow >= window)
        {
            Join(8000.0 * _bytes / window);
            _inWindow -= window;
            _bytes = 0;
        }

        _bytes += bytes;
    }

    /// <param name="sample">In kbit/s: 8000 bits·µs/ms over the window.</param>
    private void Join(double sample)
    {
        if (_kilobits < 0)
        {
            _kilobits = sample;
            return;
        }

        var deviation = Uncertainty * Math.Abs(_kilobits - sample) / Math.Max(_kilobits, 1);
        var ofSample = deviation * deviation;
        var predicted = _variance + Drift;
        _kilobits = ((ofSample * _kilobits) + (predicted * sample)) / (ofSample + predicted);
        _variance = ofSample * predicted / (ofSample + predicted);
    }
}
