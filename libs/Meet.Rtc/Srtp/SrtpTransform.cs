using Meet.Rtc.Srtp.Ciphers;

namespace Meet.Rtc.Srtp;

/// <summary>
/// Encrypts and authenticates single packets under one direction's session keys, in place. It knows no stream state: the
/// caller gives the index, and answers for never sealing two packets under one. Not thread-safe.
/// </summary>
internal abstract class SrtpTransform : IDisposable
{
    /// <summary>The flag in front of the SRTCP index that says "encrypted" (RFC 3711 §3.4).</summary>
    public const uint Encrypted = 1u << 31;

    public abstract int TagLength { get; }

    /// <summary>Where the SRTCP index stands in a packet of that plain length: GCM puts it behind the tag, counter mode before it.</summary>
    public abstract int RtcpIndexAt(int length);

    /// <summary>Seals packet[..length]; the tag goes behind it.</summary>
    public abstract bool SealRtp(Span<byte> packet, int headerLength, int length, uint ssrc, ulong index);

    /// <summary>Opens a packet whose plain length is <paramref name="length"/> and whose tag follows. False: forged or damaged; the content is then undefined.</summary>
    public abstract bool OpenRtp(Span<byte> packet, int headerLength, int length, uint ssrc, ulong index);

    public abstract bool SealRtcp(Span<byte> packet, int length, uint ssrc, uint index);

    public abstract bool OpenRtcp(Span<byte> packet, int length, uint ssrc, uint index);

    public abstract void Dispose();

    public static SrtpTransform Create(SrtpMasterKey master, CipherBackend backend)
    {
        using var rtp = SessionKeys.ForRtp(master);
        using var rtcp = SessionKeys.ForRtcp(master);
        return Create(master.Profile, rtp, rtcp, backend);
    }

    internal static SrtpTransform Create(SrtpProfile profile, SessionKeys rtp, SessionKeys rtcp, CipherBackend backend) => profile switch
    {
        SrtpProfile.AeadAes128Gcm => new GcmTransform(rtp, rtcp, backend),
        SrtpProfile.Aes128CmHmacSha1Tag80 => new CounterModeTransform(rtp, rtcp, backend),
        _ => throw new ArgumentOutOfRangeException(nameof(profile)),
    };
}
