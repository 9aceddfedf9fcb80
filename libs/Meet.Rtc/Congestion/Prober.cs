namespace Meet.Rtc.Congestion;

/// <summary>
/// When to probe and how fast: at the start in growing steps, later from time to time while more is wanted than the estimate
/// allows, and when asked. One probe at a time. Rates in bits per second, times in microseconds.
/// </summary>
internal sealed class Prober
{
    /// <summary>libwebrtc: first probe at three times the start, then at twice of each success.</summary>
    private const double FirstFactor = 3;
    private const double NextFactor = 2;

    /// <summary>A periodic probe of a sender that uses what it may is smaller and longer: its link may be full and not its alone.</summary>
    private const double CarefulFactor = 1.5;

    /// <summary>And a success only if it found a quarter more: below, the link is about full.</summary>
    private const double CarefulSuccess = 1.25 / CarefulFactor;

    /// <summary>libwebrtc: a success measures 70 % of what was sent, and the next step follows at once.</summary>
    private const double Success = 0.7;

    /// <summary>A result worth the disturbance.</summary>
    private const double Gain = 1.1;

    /// <summary>libwebrtc probes each 5 s while application limited; here each one in vain makes it 1.5 times longer, to 10 s.</summary>
    private const long MinInterval = 5_000_000;
    private const long MaxInterval = 10_000_000;

    /// <summary>Between two probes on request.</summary>
    private const long RequestInterval = 1_000_000;

    /// <summary>libwebrtc: a probe not answered in a second has failed.</summary>
    private const long ResultTimeout = 1_000_000;

    /// <summary>libwebrtc: no more than twice of what could be used; half more is enough to know.</summary>
    private const double MaxOverWanted = 1.5;

    private ProbeCluster _cluster;
    private ProbeMeasurement _measurement;
    private double _rate;
    private double _targetBefore;
    private long _endedAt;
    private bool _waits;
    private long _interval = MinInterval;
    private long _dueAt = long.MinValue;
    private long _startedAt = long.MinValue;
    private double _requested;
    private bool _isCareful;
    private bool _followsUp;
    private bool _begun;
    private byte _id;

    /// <summary>The current probe's number, 1 to 255; packets sent now belong to it. 0 while none is sent.</summary>
    public byte Cluster => _cluster.IsActive ? _id : (byte)0;

    /// <summary>Nobody asked for the current probe or the last one: it was one of those from time to time, or followed one.</summary>
    public bool IsPeriodic { get; private set; }

    public int Due(long now) => _cluster.Due(now);

    public void Request(double rate) => _requested = rate;

    /// <summary>The estimate fell by itself: what is behind it may pass soon, so the next probe is due in 5 s.</summary>
    public void OnDrop(long now)
    {
        _interval = MinInterval;
        _dueAt = now + MinInterval;
        _followsUp = false;
    }

    /// <param name="isLimited">Less is sent than allowed, for there is no more.</param>
    public void OnTick(double target, double wanted, bool isLimited, bool mayProbe, long now)
    {
        if (_cluster.IsOverdue(now))
        {
            _cluster.Stop();
            Fail(now);
        }

        if (_waits && now - _endedAt > ResultTimeout)
            Fail(now);
        if (_cluster.IsActive || _waits || !mayProbe)
            return;
        var rate = Next(target, wanted, isLimited, now);
        if (rate > target)
            Start(rate, target, now);
    }

    public void OnSent(int bytes, long now)
    {
        if (!_cluster.IsActive)
            return;
        _measurement.OnSent(bytes);
        if (_cluster.OnSent(bytes))
            (_waits, _endedAt) = (true, now);
    }

    public void OnReceived(in SentPacket packet, long arrivedAt)
    {
        if (packet.Cluster == _id && packet.Cluster != 0)
            _measurement.OnReceived(packet, arrivedAt);
    }

    public void OnLost(in SentPacket packet)
    {
        if (packet.Cluster == _id && packet.Cluster != 0)
            _measurement.OnLost();
    }

    /// <summary>After each feedback: the probe's result, once.</summary>
    public bool TryTakeResult(long now, out double rate)
    {
        rate = 0;
        if (!_waits || !_measurement.IsComplete)
            return false;
        rate = _measurement.Result();
        if (rate <= 0)
        {
            Fail(now);
            return false;
        }

        _waits = false;
        _followsUp = rate > (_isCareful ? CarefulSuccess : Success) * _rate;
        _interval = _followsUp || (!_isCareful && rate > Gain * _targetBefore) ? MinInterval : Longer(_interval);
        _dueAt = now + _interval;
        return true;
    }

    /// <summary>The rate of the probe that is due now; 0 for none.</summary>
    private double Next(double target, double wanted, bool isLimited, long now)
    {
        var followsUp = _followsUp;
        _followsUp = false;
        if (_requested > 0 && (_startedAt == long.MinValue || now - _startedAt >= RequestInterval))
        {
            var requested = _requested;
            (_requested, IsPeriodic, _isCareful) = (0, false, false);
            return requested;
        }

        if (wanted <= target || (_begun && !followsUp && now < _dueAt))
            return 0;
        IsPeriodic = _begun && (IsPeriodic || !followsUp);
        _isCareful = IsPeriodic && !isLimited;
        var factor = !_begun ? FirstFactor : _isCareful ? CarefulFactor : NextFactor;
        return Math.Min(factor * target, MaxOverWanted * wanted);
    }

    private void Start(double rate, double target, long now)
    {
        _begun = true;
        _id = (byte)(_id == byte.MaxValue ? 1 : _id + 1);
        _measurement = default;
        _cluster.Start(rate, _isCareful ? ProbeCluster.LongDuration : ProbeCluster.ShortDuration, now);
        (_rate, _targetBefore, _startedAt) = (rate, target, now);
    }

    private void Fail(long now)
    {
        _waits = false;
        _interval = Longer(_interval);
        _dueAt = now + _interval;
    }

    private static long Longer(long interval) => Math.Min(interval * 3 / 2, MaxInterval);
}
