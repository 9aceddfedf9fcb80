using System.Buffers.Binary;

namespace Meet.Rtc.Rtp;

/// <summary>
/// An RTP packet read in place (RFC 3550 section 5.1, RFC 8285). A value exists only if header, CSRCs, extension block and padding
/// fit the datagram. Works on encrypted packets too, whose padding count is not readable: see <see cref="TryParseHeader"/>.
/// </summary>
public readonly ref struct RtpPacket
{
    public const int MinHeaderLength = 12;
    private const ushort OneByteProfile = 0xBEDE;
    private const ushort TwoByteProfile = 0x1000;

    private readonly ReadOnlySpan<byte> _data;
    private readonly int _extensionOffset;

    private RtpPacket(ReadOnlySpan<byte> data, int headerLength, int extensionOffset, int padding)
    {
        _data = data;
        HeaderLength = headerLength;
        _extensionOffset = extensionOffset;
        PaddingLength = padding;
    }

    /// <summary>Fixed header, CSRCs and extension block, in bytes.</summary>
    public int HeaderLength { get; }

    /// <summary>Bytes of padding at the end, 0 to 255.</summary>
    public int PaddingLength { get; }

    public bool Marker => (_data[1] & 0x80) != 0;

    /// <summary>0 to 127.</summary>
    public byte PayloadType => (byte)(_data[1] & 0x7F);

    public ushort Sequence => BinaryPrimitives.ReadUInt16BigEndian(_data[2..]);

    public uint Timestamp => BinaryPrimitives.ReadUInt32BigEndian(_data[4..]);

    public uint Ssrc => BinaryPrimitives.ReadUInt32BigEndian(_data[8..]);

    public ReadOnlySpan<byte> Payload => _data[HeaderLength..^PaddingLength];

    public ReadOnlySpan<byte> Data => _data;

    /// <summary>RFC 5761 section 4: RTCP packet types 192 to 223 look like RTP payload types 64 to 95 with the marker bit.</summary>
    public static bool LooksLikeRtcp(ReadOnlySpan<byte> datagram) =>
        datagram.Length >= 8 && (datagram[0] & 0xC0) == 0x80 && datagram[1] is >= 192 and <= 223;

    /// <summary>Parses a plaintext packet.</summary>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out RtpPacket packet)
    {
        if (!TryParseHeader(datagram, out packet))
            return false;
        if ((datagram[0] & 0x20) == 0)
            return true;
        var padding = datagram[^1];
        if (padding == 0 || padding > datagram.Length - packet.HeaderLength)
            return false;
        packet = new RtpPacket(datagram, packet.HeaderLength, packet._extensionOffset, padding);
        return true;
    }

    /// <summary>Parses the part that SRTP leaves in the clear; <see cref="PaddingLength"/> is 0.</summary>
    public static bool TryParseHeader(ReadOnlySpan<byte> datagram, out RtpPacket packet)
    {
        packet = default;
        if (datagram.Length < MinHeaderLength || (datagram[0] & 0xC0) != 0x80)
            return false;
        var header = MinHeaderLength + ((datagram[0] & 0x0F) * 4);
        var extension = 0;
        if ((datagram[0] & 0x10) != 0)
        {
            if (datagram.Length < header + 4)
                return false;
            extension = header;
            header += 4 + (BinaryPrimitives.ReadUInt16BigEndian(datagram[(header + 2)..]) * 4);
        }

        if (datagram.Length < header)
            return false;
        packet = new RtpPacket(datagram, header, extension, 0);
        return true;
    }

    /// <summary>The header extension with that id (1 to 14 in one-byte form, 1 to 255 in two-byte form).</summary>
    public bool TryGetExtension(int id, out ReadOnlySpan<byte> value)
    {
        var offset = FindExtension(id, out var length);
        value = offset < 0 ? default : _data.Slice(offset, length);
        return offset >= 0;
    }

    /// <summary>Where the value of that extension starts in the datagram, for rewriting in place; -1 where it is missing.</summary>
    public int FindExtension(int id, out int length)
    {
        length = 0;
        if (_extensionOffset == 0 || id <= 0)
            return -1;
        var profile = BinaryPrimitives.ReadUInt16BigEndian(_data[_extensionOffset..]);
        var oneByte = profile == OneByteProfile;
        if (!oneByte && (profile & 0xFFF0) != TwoByteProfile)
            return -1;

        var offset = _extensionOffset + 4;
        while (offset < HeaderLength)
        {
            if (_data[offset] == 0)
            {
                offset++;
                continue;
            }

            int found;
            if (oneByte)
            {
                found = _data[offset] >> 4;
                length = (_data[offset] & 0x0F) + 1;
                offset++;
                if (found == 15)
                    break;
            }
            else
            {
                if (offset + 2 > HeaderLength)
                    break;
                found = _data[offset];
                length = _data[offset + 1];
                offset += 2;
            }

            if (offset + length > HeaderLength)
                break;
            if (found == id)
                return offset;
            offset += length;
        }

        length = 0;
        return -1;
    }
}
