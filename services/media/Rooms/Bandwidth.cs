using Meet.Media.Workers;
using Meet.Rtc.Congestion;
using Meet.Rtc.Rtcp;

namespace Meet.Media.Rooms;

/// <summary>
/// How much a participant can receive (docs/media/congestion-control.md). Knows nothing, and limits nothing, until one of their lines
/// carries transport-wide sequence numbers.
/// </summary>
internal sealed class Bandwidth(WorkerClock clock)
{
    /// <summary>Bits a second: most lines of today carry it, and the first probe tells within a round trip or two.</summary>
    private const long Start = 1_000_000;

    /// <summary>What a datagram is longer than its payload: RTP header with our extensions, SRTP tag, UDP and IP. Counted alike for all.</summary>
    private const int Overhead = 72;

    /// <summary>
    /// Up to there a path may lose at random whatever its width: the loss-based rate does not take it as congestion either
    /// (draft-ietf-rmcat-gcc-02 section 6).
    /// </summary>
    private const double NoisyLoss = 0.10;

    /// <summary>Microseconds: no path on this earth is that long by itself.</summary>
    private const long StandingQueue = 300_000;

    private BandwidthEstimator? _estimator;
    private RoundTrip _roundTrip;

    /// <summary>Bits a second; what fits is not known: <see cref="long.MaxValue"/>.</summary>
    public long Target => _estimator?.TargetBitsPerSecond ?? long.MaxValue;

    /// <summary>
    /// The connection shows that it is too narrow: it loses more than noise does, or a queue stands in it. An estimate alone may be low for
    /// other reasons, such as a browser whose machine is busy.
    /// </summary>
    public bool Suffers => _estimator is { } known && (known.LossFraction > NoisyLoss || known.RoundTripMicroseconds > StandingQueue);

    /// <summary>A line numbers its packets from now on.</summary>
    public void Measure() => _estimator ??= new BandwidthEstimator(Start);

    /// <summary>Notes a packet that is about to be sent; the transport-wide number to write into it.</summary>
    public ushort OnSending(int payloadBytes) => _estimator!.OnSending(payloadBytes + Overhead, clock.Microseconds);

    public void OnRtcp(in RtcpPacket packet)
    {
        _estimator?.OnFeedback(packet, clock.Microseconds);
        if (packet.ReportBlockCount > 0)
            _roundTrip.OnRtcp(packet, clock.Ntp);
    }

    /// <param name="handshake">How long it took, in milliseconds.</param>
    public void OnConnected(long handshake) => _roundTrip.Begin(handshake);

    /// <summary>How far away the participant is; null until they are connected.</summary>
    public long? RoundTripMilliseconds => _roundTrip.Milliseconds;

    /// <param name="wanted">Bits a second of everything at its best; what the estimate probes for.</param>
    /// <param name="soon">Bits a second that the next better picture needs; 0: none.</param>
    public void Want(long wanted, long soon)
    {
        if (_estimator is null)
            return;
        _estimator.WantedBitsPerSecond = wanted;
        if (soon > 0)
            _estimator.RequestProbe(soon);
    }

    /// <summary>Bytes to send now without need, so that the path shows what it carries.</summary>
    public int Tick()
    {
        if (_estimator is null)
            return 0;
        _estimator.OnTick(clock.Microseconds);
        return _estimator.PaddingBytesDue(clock.Microseconds);
    }
}
