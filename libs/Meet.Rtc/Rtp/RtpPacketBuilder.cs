using System.Buffers.Binary;

namespace Meet.Rtc.Rtp;

/// <summary>
/// Builds an RTP packet with a one-byte extension block (RFC 8285 section 4.2) into a span: header, extensions, then the payload.
/// An SFU sends its own header in front of a payload it only copies. The caller's buffer must be large enough.
/// </summary>
public ref struct RtpPacketBuilder
{
    private readonly Span<byte> _buffer;
    private int _length;

    public RtpPacketBuilder(Span<byte> buffer, byte payloadType, bool marker, ushort sequence, uint timestamp, uint ssrc)
    {
        _buffer = buffer;
        _length = RtpPacket.MinHeaderLength;
        buffer[0] = 0x80;
        buffer[1] = (byte)((payloadType & 0x7F) | (marker ? 0x80 : 0));
        RtpHeader.SetSequence(buffer, sequence);
        RtpHeader.SetTimestamp(buffer, timestamp);
        RtpHeader.SetSsrc(buffer, ssrc);
    }

    /// <param name="id">1 to 14; anything else adds nothing, so that "not negotiated" may be 0.</param>
    /// <param name="value">1 to 16 bytes.</param>
    public void AddExtension(int id, scoped ReadOnlySpan<byte> value)
    {
        if (id is < 1 or > 14 || value.Length is < 1 or > 16)
            return;
        if (_length == RtpPacket.MinHeaderLength)
            _length += 4;
        _buffer[_length++] = (byte)((id << 4) | (value.Length - 1));
        value.CopyTo(_buffer[_length..]);
        _length += value.Length;
    }

    /// <summary>Closes the header and returns its length; what the caller puts behind it is the payload.</summary>
    public int EndHeader()
    {
        if (_length == RtpPacket.MinHeaderLength)
            return _length;
        while ((_length & 3) != 0)
            _buffer[_length++] = 0;
        _buffer[0] |= 0x10;
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[12..], 0xBEDE);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[14..], (ushort)((_length - 16) / 4));
        return _length;
    }

    /// <summary>Closes the header, copies the payload and returns the packet's length.</summary>
    public int End(scoped ReadOnlySpan<byte> payload)
    {
        var header = EndHeader();
        payload.CopyTo(_buffer[header..]);
        return header + payload.Length;
    }
}
