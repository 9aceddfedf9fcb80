namespace Meet.Rtc.Rtp;

/// <summary>The aggregation header of an AV1 packet (RTP payload format for AV1, section 4.4): one byte, Z Y W W N and three reserved bits.</summary>
public readonly record struct Av1Aggregation
{
    public const int Length = 1;

    private readonly byte _bits;

    private Av1Aggregation(byte bits) => _bits = bits;

    /// <summary>Z: the first OBU element continues one of the packet before.</summary>
    public bool StartsWithContinuation => (_bits & 0x80) != 0;

    /// <summary>Y: the last OBU element goes on in the next packet.</summary>
    public bool EndsWithContinuation => (_bits & 0x40) != 0;

    /// <summary>W: OBU elements in the packet, 1 to 3, the last without a length; 0: any number, each with its length.</summary>
    public int Elements => (_bits >> 4) & 3;

    /// <summary>N: first packet of a coded video sequence, which begins with a keyframe: who joins can begin here.</summary>
    public bool StartsSequence => (_bits & 0x08) != 0;

    /// <summary>False for an empty payload, and where Z and N exclude each other (section 4.4). The reserved bits are ignored.</summary>
    public static bool TryParse(ReadOnlySpan<byte> payload, out Av1Aggregation header)
    {
        header = payload.IsEmpty ? default : new Av1Aggregation(payload[0]);
        return payload.Length > Length && !(header.StartsWithContinuation && header.StartsSequence);
    }
}
