using System.Buffers.Binary;

namespace Meet.Rtc.Rtp;

/// <summary>
/// A MID, RID or repaired RID as it is sent in a header extension (RFC 9143 section 15.1, RFC 8852 section 3): a token (RFC 8866) of 1 to 16
/// characters, held in place, so that comparing two costs no allocation.
/// </summary>
public readonly record struct RtpStreamId
{
    public const string MidUri = "urn:ietf:params:rtp-hdrext:sdes:mid";
    public const string RidUri = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id";
    public const string RepairedRidUri = "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id";

    /// <summary>The longest value of a one-byte header extension (RFC 8285 section 4.2).</summary>
    public const int MaxLength = 16;

    private readonly ulong _high;
    private readonly ulong _low;

    private RtpStreamId(ulong high, ulong low) => (_high, _low) = (high, low);

    /// <summary>No characters: what <c>default</c> is.</summary>
    public bool IsEmpty => _high == 0;

    /// <summary>False for an empty or too long value, and for a character that is not of a token; a RID has only letters and digits.</summary>
    public static bool TryParse(ReadOnlySpan<byte> value, out RtpStreamId id)
    {
        id = default;
        if (value.Length is 0 or > MaxLength)
            return false;
        Span<byte> padded = stackalloc byte[MaxLength];
        padded.Clear();
        for (var i = 0; i < value.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit((char)value[i]) && !"!#$%&'*+-.^_`{|}~"u8.Contains(value[i]))
                return false;
            padded[i] = value[i];
        }

        id = new RtpStreamId(BinaryPrimitives.ReadUInt64BigEndian(padded), BinaryPrimitives.ReadUInt64BigEndian(padded[8..]));
        return true;
    }

    /// <summary>Reads it from a packet's header extension; false where it is missing or malformed.</summary>
    /// <param name="extensionId">As negotiated for one of the URIs above; 0 for none.</param>
    public static bool TryRead(in RtpPacket packet, int extensionId, out RtpStreamId id)
    {
        id = default;
        return packet.TryGetExtension(extensionId, out var value) && TryParse(value, out id);
    }

    public override string ToString()
    {
        Span<byte> padded = stackalloc byte[MaxLength];
        BinaryPrimitives.WriteUInt64BigEndian(padded, _high);
        BinaryPrimitives.WriteUInt64BigEndian(padded[8..], _low);
        return System.Text.Encoding.ASCII.GetString(padded.TrimEnd((byte)0));
    }
}
