using System.Buffers.Binary;
using System.Security.Cryptography;
using Meet.Rtc.Srtp.Ciphers;

namespace Meet.Rtc.Srtp;

/// <summary>
/// SRTP_AES128_CM_HMAC_SHA1_80 (RFC 3711). The payload is XORed with the AES key stream that starts at
/// salt·2^16 XOR SSRC·2^64 XOR index·2^16 (§4.1.1); the first 10 bytes of HMAC-SHA1 over the packet and the ROC follow (§4.2).
/// </summary>
internal sealed class CounterModeTransform : SrtpTransform
{
    private const int Tag = 10;

    private readonly AesCtrCipher _rtp;
    private readonly AesCtrCipher _rtcp;
    private readonly HmacSha1 _rtpMac;
    private readonly HmacSha1 _rtcpMac;
    private readonly byte[] _rtpSalt;
    private readonly byte[] _rtcpSalt;

    public CounterModeTransform(SessionKeys rtp, SessionKeys rtcp, CipherBackend backend)
    {
        _rtp = AesCtrCipher.Create(rtp.Encryption, backend);
        _rtcp = AesCtrCipher.Create(rtcp.Encryption, backend);
        _rtpMac = new HmacSha1(rtp.Authentication);
        _rtcpMac = new HmacSha1(rtcp.Authentication);
        _rtpSalt = [.. rtp.Salt];
        _rtcpSalt = [.. rtcp.Salt];
    }

    public override int TagLength => Tag;

    public override int RtcpIndexAt(int length) => length;

    public override bool SealRtp(Span<byte> packet, int headerLength, int length, uint ssrc, ulong index)
    {
        Span<byte> mac = stackalloc byte[HmacSha1.Length];
        if (!Crypt(_rtp, _rtpSalt, packet[headerLength..length], ssrc, index) || !TryMacRtp(packet[..length], index, mac)) return false;
        mac[..Tag].CopyTo(packet[length..]);
        return true;
    }

    public override bool OpenRtp(Span<byte> packet, int headerLength, int length, uint ssrc, ulong index)
    {
        Span<byte> mac = stackalloc byte[HmacSha1.Length];
        return TryMacRtp(packet[..length], index, mac)
            && CryptographicOperations.FixedTimeEquals(mac[..Tag], packet.Slice(length, Tag))
            && Crypt(_rtp, _rtpSalt, packet[headerLength..length], ssrc, index);
    }

    public override bool SealRtcp(Span<byte> packet, int length, uint ssrc, uint index)
    {
        if (!Crypt(_rtcp, _rtcpSalt, packet[PacketLayout.RtcpHeaderLength..length], ssrc, index)) return false;
        BinaryPrimitives.WriteUInt32BigEndian(packet[length..], Encrypted | index);
        Span<byte> mac = stackalloc byte[HmacSha1.Length];
        if (!_rtcpMac.TryCompute(packet[..(length + sizeof(uint))], [], mac)) return false;
        mac[..Tag].CopyTo(packet[(length + sizeof(uint))..]);
        return true;
    }

    public override bool OpenRtcp(Span<byte> packet, int length, uint ssrc, uint index)
    {
        Span<byte> mac = stackalloc byte[HmacSha1.Length];
        var authenticated = length + sizeof(uint);
        return _rtcpMac.TryCompute(packet[..authenticated], [], mac)
            && CryptographicOperations.FixedTimeEquals(mac[..Tag], packet.Slice(authenticated, Tag))
            && Crypt(_rtcp, _rtcpSalt, packet[PacketLayout.RtcpHeaderLength..length], ssrc, index);
    }

    public override void Dispose()
    {
        _rtp.Dispose();
        _rtcp.Dispose();
        _rtpMac.Dispose();
        _rtcpMac.Dispose();
    }

    private bool TryMacRtp(ReadOnlySpan<byte> packet, ulong index, Span<byte> mac)
    {
        Span<byte> rollover = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(rollover, (uint)(index >> 16));
        return _rtpMac.TryCompute(packet, rollover, mac);
    }

    private static bool Crypt(AesCtrCipher cipher, byte[] salt, Span<byte> data, uint ssrc, ulong index)
    {
        Span<byte> start = stackalloc byte[16];
        start.Clear();
        salt.CopyTo(start);
        BinaryPrimitives.WriteUInt32BigEndian(start[4..], BinaryPrimitives.ReadUInt32BigEndian(start[4..]) ^ ssrc);
        BinaryPrimitives.WriteUInt64BigEndian(start[8..], BinaryPrimitives.ReadUInt64BigEndian(start[8..]) ^ index << 16);
        return cipher.Apply(start, data);
    }
}
