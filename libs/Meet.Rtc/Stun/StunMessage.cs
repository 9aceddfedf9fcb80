using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Meet.Rtc.Stun;

/// <summary>
/// A STUN message read in place (RFC 8489). The constructor is private: a value exists only if the header, the cookie and the
/// framing of every attribute are right. Integrity is a separate step, because it needs the key that the USERNAME names.
/// </summary>
public readonly ref struct StunMessage
{
    public const int HeaderLength = 20;

    /// <summary>Longer messages are not ICE checks; refusing them bounds the work an unknown sender can cause.</summary>
    public const int MaxLength = 1280;

    internal const uint MagicCookie = 0x2112A442;
    internal const uint FingerprintMask = 0x5354554E;
    internal const int IntegrityLength = 20;

    private readonly ReadOnlySpan<byte> _data;

    private StunMessage(ReadOnlySpan<byte> data) => _data = data;

    public StunMessageType Type => (StunMessageType)BinaryPrimitives.ReadUInt16BigEndian(_data);

    /// <summary>Twelve bytes that tie an answer to its request.</summary>
    public ReadOnlySpan<byte> TransactionId => _data.Slice(8, 12);

    /// <summary>Tells STUN from DTLS, RTP and RTCP on one port (RFC 7983): the first byte is 0 to 3 and the cookie is there.</summary>
    public static bool LooksLikeStun(ReadOnlySpan<byte> datagram) =>
        datagram.Length >= HeaderLength && datagram[0] < 4 && BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) == MagicCookie;

    public static bool TryParse(ReadOnlySpan<byte> datagram, out StunMessage message)
    {
        message = default;
        if (!LooksLikeStun(datagram) || datagram.Length > MaxLength)
            return false;
        int length = BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]);
        if ((length & 3) != 0 || length + HeaderLength != datagram.Length)
            return false;

        for (var rest = datagram[HeaderLength..]; rest.Length > 0;)
        {
            var padded = rest.Length < 4 ? int.MaxValue : 4 + Pad(BinaryPrimitives.ReadUInt16BigEndian(rest[2..]));
            if (padded > rest.Length)
                return false;
            rest = rest[padded..];
        }

        message = new StunMessage(datagram);
        return true;
    }

    /// <summary>
    /// The first attribute of that type. What follows MESSAGE-INTEGRITY is not protected and therefore not seen, except FINGERPRINT
    /// (RFC 8489 section 14.5).
    /// </summary>
    public bool TryGet(StunAttributeType type, out ReadOnlySpan<byte> value)
    {
        var offset = Find(type, out var length);
        value = offset < 0 ? default : _data.Slice(offset + 4, length);
        return offset >= 0;
    }

    public bool Has(StunAttributeType type) => Find(type, out _) >= 0;

    /// <summary>PRIORITY, or 0 where it is missing or malformed.</summary>
    public uint Priority => TryGet(StunAttributeType.Priority, out var value) && value.Length == 4
        ? BinaryPrimitives.ReadUInt32BigEndian(value)
        : 0;

    /// <summary>300 to 699, or 0 where there is no well-formed ERROR-CODE.</summary>
    public int ErrorCode => TryGet(StunAttributeType.ErrorCode, out var value) && value.Length >= 4 && (value[2] & 7) is >= 3 and <= 6
        ? ((value[2] & 7) * 100) + (value[3] % 100)
        : 0;

    /// <summary>Splits USERNAME "receiver:sender" (RFC 8445 section 7.2.2).</summary>
    public bool TryGetUsername(out ReadOnlySpan<byte> receiver, out ReadOnlySpan<byte> sender)
    {
        receiver = sender = default;
        if (!TryGet(StunAttributeType.Username, out var username))
            return false;
        var colon = username.IndexOf((byte)':');
        if (colon <= 0)
            return false;
        receiver = username[..colon];
        sender = username[(colon + 1)..];
        return true;
    }

    public bool TryGetXorMappedAddress(out TransportAddress address)
    {
        address = default;
        if (!TryGet(StunAttributeType.XorMappedAddress, out var value) || value.Length < 8)
            return false;
        var port = (ushort)(BinaryPrimitives.ReadUInt16BigEndian(value[2..]) ^ (MagicCookie >> 16));
        if (value[1] == 1 && value.Length == 8)
        {
            address = TransportAddress.V4(BinaryPrimitives.ReadUInt32BigEndian(value[4..]) ^ MagicCookie, port);
            return true;
        }

        if (value[1] != 2 || value.Length != 20)
            return false;
        Span<byte> plain = stackalloc byte[16];
        for (var i = 0; i < 16; i++)
            plain[i] = (byte)(value[4 + i] ^ _data[4 + i]);
        address = TransportAddress.V6(plain, port);
        return true;
    }

    /// <summary>Checks MESSAGE-INTEGRITY with a short-term key in constant time; false where the attribute is missing.</summary>
    public bool VerifyIntegrity(ReadOnlySpan<byte> key)
    {
        var offset = Find(StunAttributeType.MessageIntegrity, out var length);
        if (offset < 0 || length != IntegrityLength)
            return false;
        Span<byte> expected = stackalloc byte[IntegrityLength];
        ComputeIntegrity(_data[..offset], key, expected);
        return CryptographicOperations.FixedTimeEquals(expected, _data.Slice(offset + 4, IntegrityLength));
    }

    /// <summary>True if FINGERPRINT is there, is last and is right.</summary>
    public bool VerifyFingerprint()
    {
        var offset = Find(StunAttributeType.Fingerprint, out var length);
        return offset >= 0 && length == 4 && offset + 8 == _data.Length
            && BinaryPrimitives.ReadUInt32BigEndian(_data[(offset + 4)..]) == (Crc32.Compute(_data[..offset]) ^ FingerprintMask);
    }

    /// <summary>HMAC-SHA1 over the message up to the attribute, with a length that counts the attribute (RFC 8489 section 14.5).</summary>
    internal static void ComputeIntegrity(ReadOnlySpan<byte> before, ReadOnlySpan<byte> key, Span<byte> destination)
    {
        Span<byte> copy = stackalloc byte[MaxLength];
        before.CopyTo(copy);
        BinaryPrimitives.WriteUInt16BigEndian(copy[2..], (ushort)(before.Length - HeaderLength + 4 + IntegrityLength));
#pragma warning disable CA5350 // RFC 8489 section 14.5 names HMAC-SHA1; no ICE peer speaks another.
        HMACSHA1.HashData(key, copy[..before.Length], destination);
#pragma warning restore CA5350
    }

    internal static int Pad(int length) => (length + 3) & ~3;

    private int Find(StunAttributeType type, out int length)
    {
        var afterIntegrity = false;
        for (var offset = HeaderLength; offset + 4 <= _data.Length; offset += 4 + Pad(length))
        {
            var found = (StunAttributeType)BinaryPrimitives.ReadUInt16BigEndian(_data[offset..]);
            length = BinaryPrimitives.ReadUInt16BigEndian(_data[(offset + 2)..]);
            if (found == type && (!afterIntegrity || type == StunAttributeType.Fingerprint))
                return offset;
            afterIntegrity |= found == StunAttributeType.MessageIntegrity;
        }

        length = 0;
        return -1;
    }
}
