namespace Meet.Rtc.Srtp;

/// <summary>
/// The 48-bit packet index 65536·ROC + SEQ, guessed from the 16 bits on the wire and the highest index so far
/// (RFC 3711 §3.3.1 and appendix A).
/// </summary>
internal static class PacketIndex
{
    private const int Half = 1 << 15;

    /// <summary>No index: the 48 bits are used up, and the stream needs a new master key.</summary>
    public const ulong Exhausted = ulong.MaxValue;

    /// <param name="highest">The highest index so far of this stream.</param>
    /// <param name="sequence">The packet's sequence number.</param>
    public static ulong Estimate(ulong highest, ushort sequence)
    {
        var rollover = highest >> 16;
        var last = (int)(highest & 0xFFFF);
        if (last < Half)
        {
            // A roll-over counter below zero does not exist: before the first wrap a far number is a jump forward.
            if (sequence - last > Half && rollover > 0) rollover--;
        }
        else if (last - Half > sequence)
        {
            rollover++;
        }

        return rollover > uint.MaxValue ? Exhausted : rollover << 16 | sequence;
    }
}
