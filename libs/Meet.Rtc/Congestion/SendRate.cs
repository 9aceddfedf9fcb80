namespace Meet.Rtc.Congestion;

/// <summary>
/// What is sent, over the last half second, and whether that is far less than allowed: then a fall of what arrives says nothing about
/// the link (libwebrtc's "application limited region").
/// </summary>
internal sealed class SendRate
{
    private const int Slots = 5;
    private const long SlotMicroseconds = 100_000;

    /// <summary>libwebrtc: below 65 % of the target.</summary>
    private const double LimitedBelow = 0.65;

    /// <summary>libwebrtc: what ended less than 3 s ago still counts.</summary>
    private const long RecentMicroseconds = 3_000_000;

    private readonly long[] _bytes = new long[Slots];
    private long _slot = -1;
    private long _limitedAt = long.MinValue;

    public void OnSent(int bytes, long now)
    {
        MoveTo(now / SlotMicroseconds);
        _bytes[_slot % Slots] += bytes;
    }

    /// <summary>Bits per second over the last four complete slots of 100 ms.</summary>
    public double BitsPerSecond(long now)
    {
        MoveTo(now / SlotMicroseconds);
        long sum = 0;
        for (var i = 1; i < Slots; i++)
            sum += _bytes[(_slot + i) % Slots];
        return sum * 8 * 1e6 / ((Slots - 1) * SlotMicroseconds);
    }

    public void OnTick(double target, long now)
    {
        if (BitsPerSecond(now) < LimitedBelow * target)
            _limitedAt = now;
    }

    public bool WasLimited(long now) => _limitedAt != long.MinValue && now - _limitedAt < RecentMicroseconds;

    private void MoveTo(long slot)
    {
        slot = Math.Max(slot, 0);
        if (_slot < 0 || slot - _slot >= Slots)
        {
            Array.Clear(_bytes);
            _slot = slot;
        }

        while (_slot < slot)
            _bytes[++_slot % Slots] = 0;
    }
}
