using System.Buffers.Binary;
using Meet.Rtc.Srtp.Ciphers;

namespace Meet.Rtc.Srtp;

/// <summary>
/// SRTP_AEAD_AES_128_GCM (RFC 7714). The nonce is two zero bytes, SSRC, ROC and SEQ (for RTCP: SSRC, two zero bytes, the
/// index) XOR the salt (§8.1, §9.1); the header is authenticated, the rest encrypted, the tag follows.
/// </summary>
internal sealed class GcmTransform : SrtpTransform
{
    private const int Tag = AesGcmCipher.TagLength;
    private const int Nonce = AesGcmCipher.NonceLength;

    private readonly AesGcmCipher _rtp;
    private readonly AesGcmCipher _rtcp;
    private readonly byte[] _rtpSalt;
    private readonly byte[] _rtcpSalt;

    public GcmTransform(SessionKeys rtp, SessionKeys rtcp, CipherBackend backend)
    {
        _rtp = AesGcmCipher.Create(rtp.Encryption, backend);
        _rtcp = AesGcmCipher.Create(rtcp.Encryption, backend);
        _rtpSalt = [.. rtp.Salt];
        _rtcpSalt = [.. rtcp.Salt];
    }

    public override int TagLength => Tag;

    public override int RtcpIndexAt(int length) => length + Tag;

    public override bool SealRtp(Span<byte> packet, int headerLength, int length, uint ssrc, ulong index)
    {
        Span<byte> nonce = stackalloc byte[Nonce];
        WriteNonce(nonce, _rtpSalt, ssrc, index);
        return _rtp.Seal(nonce, packet[..headerLength], packet[headerLength..length], packet.Slice(length, Tag));
    }

    public override bool OpenRtp(Span<byte> packet, int headerLength, int length, uint ssrc, ulong index)
    {
        Span<byte> nonce = stackalloc byte[Nonce];
        WriteNonce(nonce, _rtpSalt, ssrc, index);
        return _rtp.Open(nonce, packet[..headerLength], packet[headerLength..length], packet.Slice(length, Tag));
    }

    public override bool SealRtcp(Span<byte> packet, int length, uint ssrc, uint index)
    {
        Span<byte> nonce = stackalloc byte[Nonce];
        Span<byte> associated = stackalloc byte[PacketLayout.RtcpHeaderLength + sizeof(uint)];
        WriteNonce(nonce, _rtcpSalt, ssrc, index);
        WriteAssociated(associated, packet, index);
        associated[PacketLayout.RtcpHeaderLength..].CopyTo(packet[(length + Tag)..]);
        return _rtcp.Seal(nonce, associated, packet[PacketLayout.RtcpHeaderLength..length], packet.Slice(length, Tag));
    }

    public override bool OpenRtcp(Span<byte> packet, int length, uint ssrc, uint index)
    {
        Span<byte> nonce = stackalloc byte[Nonce];
        Span<byte> associated = stackalloc byte[PacketLayout.RtcpHeaderLength + sizeof(uint)];
        WriteNonce(nonce, _rtcpSalt, ssrc, index);
        WriteAssociated(associated, packet, index);
        return _rtcp.Open(nonce, associated, packet[PacketLayout.RtcpHeaderLength..length], packet.Slice(length, Tag));
    }

    public override void Dispose()
    {
        _rtp.Dispose();
        _rtcp.Dispose();
    }

    // A 48-bit RTP index is ROC || SEQ; a 31-bit RTCP index fills the same six bytes from the right.
    private static void WriteNonce(Span<byte> nonce, byte[] salt, uint ssrc, ulong index)
    {
        var first = BinaryPrimitives.ReadUInt32BigEndian(salt) ^ ssrc >> 16;
        var rest = BinaryPrimitives.ReadUInt64BigEndian(salt.AsSpan(4)) ^ ((ulong)ssrc << 48 | index);
        BinaryPrimitives.WriteUInt32BigEndian(nonce, first);
        BinaryPrimitives.WriteUInt64BigEndian(nonce[4..], rest);
    }

    private static void WriteAssociated(Span<byte> associated, ReadOnlySpan<byte> packet, uint index)
    {
        packet[..PacketLayout.RtcpHeaderLength].CopyTo(associated);
        BinaryPrimitives.WriteUInt32BigEndian(associated[PacketLayout.RtcpHeaderLength..], Encrypted | index);
    }
}
