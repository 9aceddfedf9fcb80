using System.Buffers.Binary;

namespace Meet.Rtc.Rtp;

/// <summary>
/// A payload of redundant audio (RFC 2198 section 3): copies of earlier frames, the oldest first as senders write them, and last the
/// primary one, each a block with a payload type of its own. Read in place.
/// </summary>
public readonly ref struct RedPayload
{
    /// <summary>Blocks of one payload, the primary one included: more than any sender's, so that what is read for one packet is bounded.</summary>
    public const int MaxBlocks = 16;

    private const int HeaderLength = 4;
    private const byte Follows = 0x80;
    private const byte TypeBits = 0x7F;
    private const int LengthBits = 10;

    private readonly ReadOnlySpan<byte> _payload;

    private RedPayload(ReadOnlySpan<byte> payload, int blocks, int primaryOffset)
    {
        _payload = payload;
        (Blocks, PrimaryOffset) = (blocks, primaryOffset);
    }

    /// <summary>1 to <see cref="MaxBlocks"/>; the last is the primary one.</summary>
    public int Blocks { get; }

    /// <summary>Where in the payload the primary frame begins: what is before is redundancy and headers. 1 where there is none.</summary>
    public int PrimaryOffset { get; }

    /// <summary>May be empty.</summary>
    public ReadOnlySpan<byte> Primary => _payload[PrimaryOffset..];

    public byte PrimaryType => (byte)(_payload[HeaderLength * (Blocks - 1)] & TypeBits);

    /// <summary>False: a header or a block that it announces is cut off, or there are too many.</summary>
    public static bool TryParse(ReadOnlySpan<byte> payload, out RedPayload red)
    {
        red = default;
        var (blocks, at, redundant) = (1, 0, 0);
        for (; at < payload.Length && (payload[at] & Follows) != 0; at += HeaderLength, blocks++)
        {
            if (blocks == MaxBlocks || payload.Length - at < HeaderLength)
                return false;
            redundant += Length(payload[at..]);
        }

        // Behind the last header, which is its one byte.
        var data = at + 1;
        if (payload.Length - data < redundant)
            return false;
        red = new RedPayload(payload, blocks, data + redundant);
        return true;
    }

    /// <param name="index">0 to <see cref="Blocks"/> - 2: the primary one is none of them.</param>
    public RedundantBlock Redundant(int index)
    {
        var offset = (HeaderLength * (Blocks - 1)) + 1;
        for (var i = 0; i < index; i++)
            offset += Length(_payload[(HeaderLength * i)..]);
        var header = _payload[(HeaderLength * index)..];
        return new RedundantBlock((byte)(header[0] & TypeBits), (int)(BinaryPrimitives.ReadUInt32BigEndian(header) >> LengthBits) & 0x3FFF, offset, Length(header));
    }

    /// <summary>True if all blocks are of that payload type.</summary>
    public bool IsAllOf(byte type)
    {
        for (var i = 0; i < Blocks; i++)
        {
            if ((_payload[HeaderLength * i] & TypeBits) != type)
                return false;
        }

        return true;
    }

    /// <summary>Gives all blocks another payload type: a receiver's own for the same codec.</summary>
    /// <param name="payload">One that <see cref="TryParse"/> has taken.</param>
    public static void SetTypes(Span<byte> payload, byte type)
    {
        var at = 0;
        for (; (payload[at] & Follows) != 0; at += HeaderLength)
            payload[at] = (byte)(Follows | type);
        payload[at] = type;
    }

    private static int Length(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt16BigEndian(header[2..]) & ((1 << LengthBits) - 1);
}

/// <summary>An earlier frame.</summary>
/// <param name="TimestampOffset">How much earlier than the primary one, in units of the RTP clock: 0 to 16383.</param>
/// <param name="Offset">Where in the payload it begins.</param>
/// <param name="Length">Bytes, 0 to 1023.</param>
public readonly record struct RedundantBlock(byte PayloadType, int TimestampOffset, int Offset, int Length);
