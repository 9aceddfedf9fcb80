using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Meet.Rtc.Srtp;

/// <summary>
/// The session keys of one direction for RTP or for RTCP, derived from the master key once (key derivation rate 0) by
/// AES-CM as a pseudo-random function (RFC 3711 §4.3). A GCM salt of 96 bits is extended to 112 by zeros (RFC 7714 §11).
/// </summary>
internal sealed class SessionKeys : IDisposable
{
    private const byte RtpLabels = 0;
    private const byte RtcpLabels = 3;

    private SessionKeys(byte[] encryption, byte[] authentication, byte[] salt) =>
        (Encryption, Authentication, Salt) = (encryption, authentication, salt);

    public byte[] Encryption { get; }

    /// <summary>The HMAC-SHA1 key; empty for GCM.</summary>
    public byte[] Authentication { get; }

    public byte[] Salt { get; }

    public static SessionKeys ForRtp(SrtpMasterKey master) => Derive(master, RtpLabels);

    public static SessionKeys ForRtcp(SrtpMasterKey master) => Derive(master, RtcpLabels);

    /// <summary>Keys that were not derived: the published vectors of RFC 7714 give session keys.</summary>
    internal static SessionKeys Given(byte[] encryption, byte[] authentication, byte[] salt) => new(encryption, authentication, salt);

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(Encryption);
        CryptographicOperations.ZeroMemory(Authentication);
        CryptographicOperations.ZeroMemory(Salt);
    }

    private static SessionKeys Derive(SrtpMasterKey master, byte firstLabel)
    {
        var encryption = new byte[SrtpProfileSizes.KeyLength];
        var authentication = new byte[master.Profile == SrtpProfile.AeadAes128Gcm ? 0 : 20];
        var salt = new byte[master.Profile.SaltLength()];
        Expand(master.Key, master.Salt, firstLabel, encryption);
        Expand(master.Key, master.Salt, (byte)(firstLabel + 1), authentication);
        Expand(master.Key, master.Salt, (byte)(firstLabel + 2), salt);
        return new SessionKeys(encryption, authentication, salt);
    }

    /// <summary>PRF(key, label || index 0 XOR salt): the key stream of AES-CM from that start (RFC 3711 §4.3.1, §4.3.3).</summary>
    internal static void Expand(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt, byte label, Span<byte> output)
    {
        Span<byte> counter = stackalloc byte[16];
        Span<byte> block = stackalloc byte[16];
        counter.Clear();
        salt.CopyTo(counter);
        counter[7] ^= label;

        using var aes = Aes.Create();
        aes.SetKey(key);
        for (ushort i = 0; output.Length > 0; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(counter[14..], i);
            aes.EncryptEcb(counter, block, PaddingMode.None);
            var take = Math.Min(block.Length, output.Length);
            block[..take].CopyTo(output);
            output = output[take..];
        }

        CryptographicOperations.ZeroMemory(block);
    }
}
