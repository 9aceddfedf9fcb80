namespace Meet.Rtc.Srtp;

/// <summary>The protection profiles this library speaks. The values are the IANA code points of DTLS-SRTP (RFC 5764 §4.1.2, RFC 7714 §14.2).</summary>
public enum SrtpProfile
{
    /// <summary>SRTP_AES128_CM_HMAC_SHA1_80: AES-128 in counter mode, an 80-bit HMAC-SHA1 tag.</summary>
    Aes128CmHmacSha1Tag80 = 0x0001,

    /// <summary>SRTP_AEAD_AES_128_GCM: AES-128-GCM with a 128-bit tag.</summary>
    AeadAes128Gcm = 0x0007,
}

/// <summary>The sizes a profile fixes, in bytes.</summary>
public static class SrtpProfileSizes
{
    /// <summary>The largest number of bytes any profile adds to an RTP or RTCP packet: leave this much room behind a packet.</summary>
    public const int MaxOverhead = 20;

    /// <summary>An AES-128 key.</summary>
    public const int KeyLength = 16;

    /// <summary>The master salt: 14 for counter mode (RFC 3711 §8.2), 12 for GCM (RFC 7714 §12).</summary>
    public static int SaltLength(this SrtpProfile profile) => profile == SrtpProfile.AeadAes128Gcm ? 12 : 14;

    /// <summary>The authentication tag: 10 or 16.</summary>
    public static int TagLength(this SrtpProfile profile) => profile == SrtpProfile.AeadAes128Gcm ? 16 : 10;

    /// <summary>What protecting an RTP packet adds: the tag.</summary>
    public static int RtpOverhead(this SrtpProfile profile) => profile.TagLength();

    /// <summary>What protecting an RTCP packet adds: the tag, and the word with the E flag and the index.</summary>
    public static int RtcpOverhead(this SrtpProfile profile) => profile.TagLength() + sizeof(uint);
}
