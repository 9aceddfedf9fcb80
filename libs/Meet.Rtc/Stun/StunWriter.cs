using System.Buffers.Binary;

namespace Meet.Rtc.Stun;

/// <summary>
/// Writes one STUN message into a span. The caller's buffer must hold the message (at most <see cref="StunMessage.MaxLength"/>);
/// integrity comes after the other attributes and the fingerprint last, as RFC 8489 section 14.5 and 14.7 ask.
/// </summary>
public ref struct StunWriter
{
    private readonly Span<byte> _buffer;
    private int _length;

    public StunWriter(Span<byte> buffer, StunMessageType type, scoped ReadOnlySpan<byte> transactionId)
    {
        _buffer = buffer;
        _length = StunMessage.HeaderLength;
        BinaryPrimitives.WriteUInt16BigEndian(buffer, (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[4..], StunMessage.MagicCookie);
        transactionId[..12].CopyTo(buffer[8..]);
    }

    /// <summary>The message so far.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    public void AddFlag(StunAttributeType type) => Reserve(type, 0);

    public void AddBytes(StunAttributeType type, scoped ReadOnlySpan<byte> value) => value.CopyTo(Reserve(type, value.Length));

    public void AddUInt32(StunAttributeType type, uint value) => BinaryPrimitives.WriteUInt32BigEndian(Reserve(type, 4), value);

    public void AddUInt64(StunAttributeType type, ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Reserve(type, 8), value);

    public void AddXorMappedAddress(in TransportAddress address)
    {
        var value = Reserve(StunAttributeType.XorMappedAddress, address.IsV6 ? 20 : 8);
        value[0] = 0;
        value[1] = (byte)(address.IsV6 ? 2 : 1);
        BinaryPrimitives.WriteUInt16BigEndian(value[2..], (ushort)(address.Port ^ (StunMessage.MagicCookie >> 16)));
        var length = address.WriteAddress(value[4..]);
        for (var i = 0; i < length; i++)
            value[4 + i] ^= _buffer[4 + i];
    }

    /// <param name="code">300 to 699.</param>
    /// <param name="reason">A short ASCII phrase for whoever reads a capture.</param>
    public void AddErrorCode(int code, scoped ReadOnlySpan<byte> reason)
    {
        var value = Reserve(StunAttributeType.ErrorCode, 4 + reason.Length);
        value[0] = value[1] = 0;
        value[2] = (byte)(code / 100);
        value[3] = (byte)(code % 100);
        reason.CopyTo(value[4..]);
    }

    public void AddIntegrity(scoped ReadOnlySpan<byte> key)
    {
        Span<byte> mac = stackalloc byte[StunMessage.IntegrityLength];
        StunMessage.ComputeIntegrity(Written, key, mac);
        AddBytes(StunAttributeType.MessageIntegrity, mac);
    }

    public void AddFingerprint()
    {
        var before = _length;
        var value = Reserve(StunAttributeType.Fingerprint, 4);
        BinaryPrimitives.WriteUInt32BigEndian(value, Crc32.Compute(_buffer[..before]) ^ StunMessage.FingerprintMask);
    }

    private Span<byte> Reserve(StunAttributeType type, int length)
    {
        var padded = StunMessage.Pad(length);
        var attribute = _buffer.Slice(_length, 4 + padded);
        BinaryPrimitives.WriteUInt16BigEndian(attribute, (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(attribute[2..], (ushort)length);
        attribute[(4 + length)..].Clear();
        _length += 4 + padded;
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[2..], (ushort)(_length - StunMessage.HeaderLength));
        return attribute.Slice(4, length);
    }
}
