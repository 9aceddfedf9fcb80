namespace Meet.Rtc.Congestion;

/// <summary>
/// What became of a probe's packets: the lower of the rates at which they were sent and arrived (libwebrtc's ProbeBitrateEstimator).
/// Times in microseconds.
/// </summary>
internal struct ProbeMeasurement
{
    /// <summary>libwebrtc: packets and bytes that must arrive.</summary>
    private const double MinArrived = 0.8;

    /// <summary>libwebrtc: an interval longer than a second measures something else.</summary>
    private const long MaxInterval = 1_000_000;

    /// <summary>libwebrtc: arriving twice as fast as sent means held back and let go at once.</summary>
    private const double MaxCompression = 2;

    /// <summary>libwebrtc: below 90 % of the sent rate the link was full; then 95 % of what arrived, to drain the queue.</summary>
    private const double Saturated = 0.9;
    private const double Drain = 0.95;

    private int _sentPackets;
    private int _sentBytes;
    private int _packets;
    private int _bytes;
    private int _lost;
    private long _firstSent;
    private long _lastSent;
    private long _firstArrived;
    private long _lastArrived;
    private int _lastSentBytes;
    private int _firstArrivedBytes;

    public void OnSent(int bytes)
    {
        _sentPackets++;
        _sentBytes += bytes;
    }

    public void OnLost() => _lost++;

    public void OnReceived(in SentPacket packet, long arrivedAt)
    {
        _lost -= packet.WasLost ? 1 : 0;
        if (_packets == 0 || packet.SentAt < _firstSent)
            _firstSent = packet.SentAt;
        if (_packets == 0 || packet.SentAt >= _lastSent)
            (_lastSent, _lastSentBytes) = (packet.SentAt, packet.Bytes);
        if (_packets == 0 || arrivedAt < _firstArrived)
            (_firstArrived, _firstArrivedBytes) = (arrivedAt, packet.Bytes);
        if (_packets == 0 || arrivedAt > _lastArrived)
            _lastArrived = arrivedAt;
        _packets++;
        _bytes += packet.Bytes;
    }

    /// <summary>Every packet's fate is known.</summary>
    public readonly bool IsComplete => _sentPackets > 0 && _packets + _lost >= _sentPackets;

    /// <summary>Bits per second; 0 if it tells nothing.</summary>
    public readonly double Result()
    {
        var sent = _lastSent - _firstSent;
        var arrived = _lastArrived - _firstArrived;
        if (_packets < MinArrived * _sentPackets || _bytes < MinArrived * _sentBytes)
            return 0;
        if (sent is <= 0 or > MaxInterval || arrived is <= 0 or > MaxInterval)
            return 0;
        var sendRate = (_bytes - _lastSentBytes) * 8e6 / sent;
        var arrivalRate = (_bytes - _firstArrivedBytes) * 8e6 / arrived;
        if (arrivalRate > MaxCompression * sendRate)
            return 0;
        return arrivalRate < Saturated * sendRate ? Drain * arrivalRate : Math.Min(sendRate, arrivalRate);
    }
}
