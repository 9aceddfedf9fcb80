namespace Meet.Rtc.Srtp.Ciphers;

/// <summary>AES-128 in counter mode, in place, no allocation. Not thread-safe.</summary>
internal abstract class AesCtrCipher : IDisposable
{
    /// <summary>XORs the key stream that starts at that 16-byte counter block. The block's last 16 bits are 0, and data has at most 2^20 bytes, so the counter never carries out of them.</summary>
    public abstract bool Apply(ReadOnlySpan<byte> start, Span<byte> data);

    public abstract void Dispose();

    public static AesCtrCipher Create(ReadOnlySpan<byte> key, CipherBackend backend) =>
        backend == CipherBackend.AesNi ? new AesNiCtr(key) : new EvpCtr(key);
}
