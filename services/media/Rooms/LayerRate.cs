using Meet.Media.Branches;

namespace Meet.Media.Rooms;

/// <summary>
/// How much a layer is worth: what arrives of it over the last half to whole second. A publisher whose own bandwidth is short stops its
/// upper layers, which shows here first.
/// </summary>
internal sealed class LayerRate
{
    /// <summary>Milliseconds: a picture that does not change still sends some frames a second.</summary>
    private const long SilentAfter = 1500;
    private const long Interval = 500;

    private long _bytes;
    private long _from;
    private long _heardAt = long.MinValue / 2;

    /// <summary>Bits a second with RTP headers; 0 before half a second was measured.</summary>
    public long BitsPerSecond { get; private set; }

    /// <summary>What was measured last, also of a layer that is silent now or has just begun again; 0: never.</summary>
    public long Remembered { get; private set; }

    public void OnPacket(int bytes, long now)
    {
        if (!IsHeard(now))
            (_bytes, _from, BitsPerSecond) = (0, now, 0);
        _heardAt = now;
        _bytes += bytes;
        if (now - _from < Interval)
            return;
        var measured = _bytes * 8000 / (now - _from);
        BitsPerSecond = BitsPerSecond == 0 ? measured : (BitsPerSecond + measured) / 2;
        (_bytes, _from, Remembered) = (0, now, BitsPerSecond);
    }

    /// <summary>What other workers are told of it.</summary>
    public RateFacts Facts => new() { BitsPerSecond = BitsPerSecond, Remembered = Remembered, HeardAt = _heardAt };

    /// <summary>It is measured by another worker.</summary>
    public void Tell(in RateFacts facts) => (BitsPerSecond, Remembered, _heardAt) = (facts.BitsPerSecond, facts.Remembered, facts.HeardAt);

    /// <summary>True while the publisher sends it.</summary>
    public bool IsHeard(long now) => now - _heardAt < SilentAfter;
}
