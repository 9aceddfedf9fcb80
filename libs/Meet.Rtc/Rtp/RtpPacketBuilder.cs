using System.Buffers.Binary;

namespace Meet.Rtc.Rtp;

/// <summary>
/// Builds an RTP packet with an extension block (RFC 8285 sections 4.2 and 4.3) into a span: header, extensions, then the payload.
/// An SFU sends its own header in front of a payload it only copies. The caller's buffer must be large enough.
/// </summary>
public ref struct RtpPacketBuilder
{
    /// <summary>Bytes of the longest value in the one-byte form.</summary>
    public const int MaxOneByteValue = 16;

    private readonly Span<byte> _buffer;
    private readonly bool _isTwoByte;
    private int _length;

    /// <param name="isTwoByte">Extensions in the two-byte form, which values of more than 16 bytes need; else in the one-byte form.</param>
    public RtpPacketBuilder(Span<byte> buffer, byte payloadType, bool marker, ushort sequence, uint timestamp, uint ssrc, bool isTwoByte = false)
    {
        _buffer = buffer;
        _isTwoByte = isTwoByte;
        _length = RtpPacket.MinHeaderLength;
        buffer[0] = 0x80;
        buffer[1] = (byte)((payloadType & 0x7F) | (marker ? 0x80 : 0));
        RtpHeader.SetSequence(buffer, sequence);
        RtpHeader.SetTimestamp(buffer, timestamp);
        RtpHeader.SetSsrc(buffer, ssrc);
    }

    /// <param name="id">1 to 14; anything else adds nothing, so that "not negotiated" may be 0.</param>
    /// <param name="value">1 to 16 bytes, in the two-byte form up to 255.</param>
    public void AddExtension(int id, scoped ReadOnlySpan<byte> value)
    {
        if (id is < 1 or > 14 || value.Length < 1 || value.Length > (_isTwoByte ? byte.MaxValue : MaxOneByteValue))
            return;
        if (_length == RtpPacket.MinHeaderLength)
            _length += 4;
        _buffer[_length++] = _isTwoByte ? (byte)id : (byte)((id << 4) | (value.Length - 1));
        if (_isTwoByte)
            _buffer[_length++] = (byte)value.Length;
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
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[12..], _isTwoByte ? (ushort)0x1000 : (ushort)0xBEDE);
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
