using System.Runtime.CompilerServices;

namespace Meet.Rtc.Srtp;

/// <summary>
/// Which indices of a stream were seen: the highest one, and one bit for each of the 512 up to it (RFC 3711 §3.3.2 asks for
/// at least 64). Older ones count as seen. The bits form a ring, so that moving on by one clears one bit.
/// </summary>
internal struct ReplayWindow
{
    public const int Size = 512;

    private Bits _bits;
    private bool _started;

    public ulong Highest { get; private set; }

    /// <summary>The index a sequence number stands for; the number itself in a stream's first packet.</summary>
    public readonly ulong Estimate(ushort sequence) => _started ? PacketIndex.Estimate(Highest, sequence) : sequence;

    public readonly bool IsFresh(ulong index)
    {
        if (!_started || index > Highest) return true;
        if (Highest - index >= Size) return false;
        return (_bits[Word(index)] & Mask(index)) == 0;
    }

    /// <summary>Marks an index as seen. Call it for fresh, authenticated indices only.</summary>
    public void Mark(ulong index)
    {
        if (!_started)
        {
            _started = true;
            Highest = index;
        }
        else if (index > Highest)
        {
            if (index - Highest >= Size) _bits = default;
            else for (var skipped = Highest + 1; skipped < index; skipped++) _bits[Word(skipped)] &= ~Mask(skipped);
            Highest = index;
        }

        _bits[Word(index)] |= Mask(index);
    }

    private static int Word(ulong index) => (int)(index / 64 % (Size / 64));

    private static ulong Mask(ulong index) => 1UL << (int)(index % 64);

    [InlineArray(Size / 64)]
    private struct Bits
    {
        private ulong _first;
    }
}
