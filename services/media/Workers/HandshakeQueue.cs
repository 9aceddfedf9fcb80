using Meet.Rtc.Stun;

namespace Meet.Media.Workers;

/// <summary>
/// Datagrams of handshakes that came while a turn had its share of them, in order, for the turns after it. When a Meet moves here its people come
/// all at once, and whoever's flight is dropped repeats it later and later, at the same moments as everybody else whose was: eight get in, the others
/// meet again, seconds apart. Here a hundred peers wait for one another's half millisecond each.
/// </summary>
internal sealed class HandshakeQueue
{
    /// <summary>Datagrams, of which a handshake has three or more. What does not fit is dropped: peers repeat it.</summary>
    public const int Capacity = 512;

    /// <summary>Bytes; longer than the longest datagram that a handshake has (RFC 9147 section 4.4: within the path's MTU).</summary>
    public const int MaxLength = 1500;

    // Where nobody ever waits its pages are never touched.
    private readonly byte[] _memory = GC.AllocateUninitializedArray<byte>(Capacity * MaxLength);
    private readonly Waiting[] _waiting = new Waiting[Capacity];
    private int _first;

    public int Count { get; private set; }

    /// <summary>False: it is too long, or there is no room.</summary>
    public bool TryAdd(ReadOnlySpan<byte> datagram, in TransportAddress from)
    {
        if (Count == Capacity || datagram.Length > MaxLength)
            return false;
        // From the beginning whenever nothing waits: a few pages are enough for few.
        if (Count == 0)
            _first = 0;
        var slot = (_first + Count++) % Capacity;
        datagram.CopyTo(_memory.AsSpan(slot * MaxLength));
        _waiting[slot] = new Waiting(from, datagram.Length);
        return true;
    }

    /// <summary>The one that waits longest. Its memory is used again by what is added next.</summary>
    public ReadOnlySpan<byte> Take(out TransportAddress from)
    {
        ArgumentOutOfRangeException.ThrowIfZero(Count);
        var slot = _first;
        (_first, Count) = ((_first + 1) % Capacity, Count - 1);
        from = _waiting[slot].From;
        return _memory.AsSpan(slot * MaxLength, _waiting[slot].Length);
    }

    private readonly record struct Waiting(TransportAddress From, int Length);
}
