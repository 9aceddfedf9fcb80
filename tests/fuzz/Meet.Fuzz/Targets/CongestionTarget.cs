using Meet.Rtc.Congestion;
using Meet.Rtc.Rtcp;

namespace Meet.Fuzz.Targets;

/// <summary>Transport-wide feedback and the estimator behind it: whatever a receiver says, the target stays in its bounds.</summary>
internal sealed class CongestionTarget : IFuzzTarget
{
    private const long Min = 50_000;
    private const long Max = 5_000_000;

    private readonly BandwidthEstimator _estimator = new(300_000, Min, Max) { WantedBitsPerSecond = 4_000_000 };
    private readonly TransportFeedback _feedback = new();
    private long _now;

    public int WriteSeed(Random random, Span<byte> buffer)
    {
        for (var i = random.Next(1, 60); i > 0; i--)
        {
            _now += random.Next(5_000);
            var sequence = _estimator.OnSending(random.Next(1_500), _now);
            if (random.Next(20) != 0)
                _feedback.OnPacket(sequence, _now + 20_000 + random.Next(30_000));
        }

        if (!_feedback.HasPending)
            _feedback.OnPacket(_estimator.OnSending(1_200, _now), _now + 20_000);
        return _feedback.Write(1, 2, buffer);
    }

    public bool Parse(Span<byte> input, bool isSeed)
    {
        var accepted = false;
        foreach (var packet in new RtcpCompound(input))
            accepted |= _estimator.OnFeedback(packet, _now);
        _estimator.OnTick(_now);
        if (_estimator.PaddingBytesDue(_now) is > 0 and var due)
            _estimator.OnSending(due, _now);
        if (isSeed && !accepted && input.Length > 0) throw new BrokenPromiseException("A valid report was refused.");
        if (_estimator.TargetBitsPerSecond is < Min or > Max) throw new BrokenPromiseException("The target left its bounds.");
        if (!double.IsFinite(_estimator.LossFraction) || _estimator.LossFraction is < 0 or > 1) throw new BrokenPromiseException("A loss that is none.");
        return accepted;
    }

    public void Dispose()
    {
    }
}
