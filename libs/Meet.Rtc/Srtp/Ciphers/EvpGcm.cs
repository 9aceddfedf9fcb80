namespace Meet.Rtc.Srtp.Ciphers;

/// <summary>AES-GCM by libcrypto: one context per direction, keyed once; a packet sets only the nonce.</summary>
internal sealed unsafe class EvpGcm(ReadOnlySpan<byte> key) : AesGcmCipher
{
    private readonly CipherContext _seal = new(LibCrypto.EVP_aes_128_gcm(), key, encrypt: 1);
    private readonly CipherContext _open = new(LibCrypto.EVP_aes_128_gcm(), key, encrypt: 0);

    public override bool Seal(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associated, Span<byte> data, Span<byte> tag)
    {
        if (_seal.IsClosed) return false;
        int written;
        byte* end = stackalloc byte[16];
        fixed (byte* n = nonce, a = associated, d = data, t = tag)
        {
            var ok = LibCrypto.EVP_CipherInit_ex(_seal.Pointer, 0, 0, null, n, -1) == 1
                && LibCrypto.EVP_CipherUpdate(_seal.Pointer, null, &written, a, associated.Length) == 1
                && (data.IsEmpty || LibCrypto.EVP_CipherUpdate(_seal.Pointer, d, &written, d, data.Length) == 1)
                && LibCrypto.EVP_CipherFinal_ex(_seal.Pointer, end, &written) == 1
                && LibCrypto.EVP_CIPHER_CTX_ctrl(_seal.Pointer, LibCrypto.GetTag, TagLength, t) == 1;
            GC.KeepAlive(_seal);
            return ok;
        }
    }

    public override bool Open(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associated, Span<byte> data, ReadOnlySpan<byte> tag)
    {
        if (_open.IsClosed) return false;
        int written;
        byte* end = stackalloc byte[16];
        fixed (byte* n = nonce, a = associated, d = data, t = tag)
        {
            var ok = LibCrypto.EVP_CipherInit_ex(_open.Pointer, 0, 0, null, n, -1) == 1
                && LibCrypto.EVP_CipherUpdate(_open.Pointer, null, &written, a, associated.Length) == 1
                && (data.IsEmpty || LibCrypto.EVP_CipherUpdate(_open.Pointer, d, &written, d, data.Length) == 1)
                && LibCrypto.EVP_CIPHER_CTX_ctrl(_open.Pointer, LibCrypto.SetTag, TagLength, t) == 1
                && LibCrypto.EVP_CipherFinal_ex(_open.Pointer, end, &written) == 1;
            GC.KeepAlive(_open);
            return ok;
        }
    }

    public override void Dispose()
    {
        _seal.Dispose();
        _open.Dispose();
    }
}
