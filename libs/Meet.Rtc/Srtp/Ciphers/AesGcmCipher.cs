namespace Meet.Rtc.Srtp.Ciphers;

/// <summary>AES-128-GCM with 96-bit nonces and 128-bit tags (NIST SP 800-38D), in place, no allocation. Not thread-safe.</summary>
internal abstract class AesGcmCipher : IDisposable
{
    public const int NonceLength = 12;
    public const int TagLength = 16;

    public abstract bool Seal(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associated, Span<byte> data, Span<byte> tag);

    /// <returns>False if the tag does not fit; the data is then undefined.</returns>
    public abstract bool Open(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associated, Span<byte> data, ReadOnlySpan<byte> tag);

    public abstract void Dispose();

    public static AesGcmCipher Create(ReadOnlySpan<byte> key, CipherBackend backend) =>
        backend == CipherBackend.AesNi ? new AesNiGcm(key) : new EvpGcm(key);
}
