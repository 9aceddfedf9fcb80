using Meet.Rtc.Rtcp;

namespace Meet.Rtc.Congestion;

/// <summary>
/// How much may be sent to one receiver: Google congestion control at the sender (draft-ietf-rmcat-gcc-02, as libwebrtc does it today)
/// on transport-wide feedback. The lower of a delay-based and a loss-based rate, raised by probes.
/// </summary>
/// <remarks>
/// One connection, one instance, one thread. Time is passed in, in microseconds of any monotonic clock that does not go below 0. Nothing
/// is allocated after construction; about 18 kB each. Nothing the receiver sends throws, or moves the target out of its bounds.
/// </remarks>
public sealed class BandwidthEstimator
{
    /// <summary>Received packets of one feedback that are put into their order of arrival together.</summary>
    private const int MaxBatch = 512;

    /// <summary>libwebrtc: a probe lowers the rate at most to a little below what arrives.</summary>
    private const double ProbeFloor = 0.85;

    /// <summary>
    /// A sender that uses what it may takes more from a periodic probe only if it is a quarter more at least, as after the link became faster:
    /// beside others on a full link a burst gets more than its share.
    /// </summary>
    private const double ProbeGain = 1.25;

    /// <summary>Not within a second after a cut: the queue is still draining.</summary>
    private const long CalmMicroseconds = 1_000_000;

    private readonly SentPackets _sent;
    private readonly DelayEstimator _delay = new();
    private readonly AimdRateControl _delayBased;
    private readonly LossController _lossBased;
    private readonly AcknowledgedRate _acknowledged = new();
    private readonly Prober _prober = new();
    private readonly SendRate _sendRate = new();
    private readonly double _min;
    private readonly double _max;
    private readonly FeedbackTimeout _timeout = new();
    private readonly DropRecovery _recovery = new();
    private ReferenceClock _reference;
    private double _roundTrip;

    /// <param name="startBitsPerSecond">The first estimate; browsers take 300 000.</param>
    /// <param name="minBitsPerSecond">Never below; at least 5000.</param>
    /// <param name="maxBitsPerSecond">Never above.</param>
    /// <param name="firstSequence">The first transport-wide sequence number handed out.</param>
    public BandwidthEstimator(long startBitsPerSecond = 300_000, long minBitsPerSecond = 30_000, long maxBitsPerSecond = 20_000_000, ushort firstSequence = 0)
    {
        _min = Math.Max(minBitsPerSecond, 5_000);
        _max = Math.Max(maxBitsPerSecond, _min);
        var start = Math.Clamp(startBitsPerSecond, _min, _max);
        _sent = new SentPackets(firstSequence);
        _delayBased = new AimdRateControl(start, _min, _max);
        _lossBased = new LossController(start, _min);
    }

    /// <summary>What may be sent, padding and headers as counted in <see cref="OnSending"/> included.</summary>
    public long TargetBitsPerSecond => (long)Math.Clamp(Math.Min(_delayBased.Rate, _lossBased.Rate), _min, _max);

    /// <summary>
    /// What would be sent if the link allowed it: the best layer of everything. While it is above the target, probes look for more; 0, as
    /// at the start: never.
    /// </summary>
    public long WantedBitsPerSecond { get; set; }

    public long DelayBasedBitsPerSecond => (long)_delayBased.Rate;

    public long LossBasedBitsPerSecond => (long)_lossBased.Rate;

    /// <summary>What arrives; 0 in the first half second.</summary>
    public long AcknowledgedBitsPerSecond => (long)_acknowledged.BitsPerSecond;

    /// <summary>Of the last second, 0 to 1.</summary>
    public double LossFraction => _lossBased.Fraction;

    /// <summary>From sending a packet to the feedback about it, smoothed, in microseconds; 0 before the first.</summary>
    public long RoundTripMicroseconds => (long)_roundTrip;

    public BandwidthUsage Usage => _delay.Usage;

    /// <summary>Just before a packet is sent: the transport-wide sequence number to put into it.</summary>
    /// <param name="bytes">Of the whole datagram, at most 65535; always count the same way.</param>
    public ushort OnSending(int bytes, long nowMicroseconds)
    {
        _sendRate.OnSent(bytes, nowMicroseconds);
        _timeout.OnSent(nowMicroseconds);
        var sequence = _sent.Add(bytes, _prober.Cluster, nowMicroseconds);
        _prober.OnSent(bytes, nowMicroseconds);
        return sequence;
    }

    /// <summary>
    /// How many bytes of padding to send now for a probe, in packets of at least 200 bytes, each through <see cref="OnSending"/>. Ask after the
    /// media of each turn, every 5 to 20 ms; 0 while no probe runs.
    /// </summary>
    public int PaddingBytesDue(long nowMicroseconds) => _prober.Due(nowMicroseconds);

    /// <summary>Looks soon, at most once a second, whether the link carries that rate: before a layer is switched up, say.</summary>
    public void RequestProbe(long bitsPerSecond) => _prober.Request(Math.Clamp(bitsPerSecond, 0, _max));

    /// <summary>Every 20 ms or so, whether anything is sent or not.</summary>
    public void OnTick(long nowMicroseconds)
    {
        var now = nowMicroseconds;
        _sendRate.OnTick(TargetBitsPerSecond, now);
        if (_timeout.IsDue(now))
            Set(TargetBitsPerSecond * FeedbackTimeout.Factor, now);
        if (!_timeout.HasSent)
            return;
        var mayProbe = _delay.Usage == BandwidthUsage.Normal && _lossBased.Fraction <= 0.1 && !_timeout.IsSilent(now)
            && (_delayBased.DecreasedAt == long.MinValue || now - _delayBased.DecreasedAt > CalmMicroseconds);
        if (mayProbe && _sendRate.WasLimited(now) && _recovery.TryTake(now, out var rate))
            _prober.Request(rate);
        _prober.OnTick(TargetBitsPerSecond, Math.Min(WantedBitsPerSecond, _max), _sendRate.WasLimited(now), mayProbe, now);
    }

    /// <summary>Takes transport-wide feedback; false for any other packet and for a malformed one.</summary>
    public bool OnFeedback(in RtcpPacket packet, long nowMicroseconds)
    {
        if (!TransportFeedbackArrivals.TryRead(packet, out var arrivals))
            return false;
        var now = nowMicroseconds;
        var reference = _reference.Unwrap(arrivals.ReferenceTime);
        // Time above, place in the feedback below: sorting needs no second array.
        Span<long> batch = stackalloc long[MaxBatch];
        int count = 0, known = 0;
        while (arrivals.MoveNext())
        {
            if (!arrivals.Received)
            {
                if (_sent.TryTakeLost(arrivals.Sequence, now, out var lost))
                    OnLost(lost);
                continue;
            }

            batch[count++] = ((reference + arrivals.Ticks) << 16) | (ushort)(arrivals.Sequence - arrivals.BaseSequence);
            if (count == MaxBatch)
            {
                known += OnArrivals(batch, arrivals.BaseSequence, now);
                count = 0;
            }
        }

        known += OnArrivals(batch[..count], arrivals.BaseSequence, now);
        if (known > 0)
            Update(now);
        return true;
    }

    private void OnLost(in SentPacket packet)
    {
        _lossBased.OnLost();
        _prober.OnLost(packet);
    }

    /// <summary>How many of them were sent and not known to have arrived.</summary>
    private int OnArrivals(Span<long> batch, ushort baseSequence, long now)
    {
        batch.Sort();
        var known = 0;
        var newest = long.MinValue;
        foreach (var arrival in batch)
        {
            if (!_sent.TryTakeReceived((ushort)(baseSequence + (ushort)arrival), now, out var packet))
                continue;
            known++;
            newest = Math.Max(newest, packet.SentAt);
            var arrivedAt = (arrival >> 16) * TransportFeedbackArrivals.TickMicroseconds;
            _lossBased.OnReceived(packet.WasLost);
            _acknowledged.OnPacket(arrivedAt, packet.Bytes);
            _prober.OnReceived(packet, arrivedAt);
            _delay.OnPacket(packet.SentAt, arrivedAt, now);
        }

        if (known > 0)
        {
            var sample = Math.Clamp(now - newest, 0, 10_000_000);
            _roundTrip = _roundTrip == 0 ? sample : _roundTrip + ((sample - _roundTrip) / 8);
        }

        return known;
    }

    private void Update(long now)
    {
        _timeout.OnFeedback();
        _delayBased.RoundTrip = RoundTripMicroseconds;
        var before = _delayBased.Rate;
        var throughput = _acknowledged.BitsPerSecond;
        if (_prober.TryTakeResult(now, out var probed) && IsCredible(probed, now))
        {
            Set(Math.Max(probed, Math.Min(before, throughput * ProbeFloor)), now);
        }
        else
        {
            _delayBased.Update(_delay.Usage, throughput, now);
        }

        _lossBased.Update(_delayBased.Rate, RoundTripMicroseconds, now);
        if (_recovery.OnRate(before, _delayBased.Rate, now))
            _prober.OnDrop(now);
    }

    private bool IsCredible(double probed, long now) =>
        _delay.Usage != BandwidthUsage.Overusing
        && (!_prober.IsPeriodic || probed > ProbeGain * TargetBitsPerSecond || _sendRate.WasLimited(now));

    private void Set(double rate, long now)
    {
        _delayBased.Set(rate, now);
        _lossBased.Set(_delayBased.Rate);
    }
}
