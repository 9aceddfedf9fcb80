namespace Meet.Rtc.Srtp.Ciphers;

/// <summary>AES counter mode by libcrypto: keyed once; a packet sets only the counter block.</summary>
internal sealed unsafe class EvpCtr(ReadOnlySpan<byte> key) : AesCtrCipher
{
    private readonly CipherContext _context = new(LibCrypto.EVP_aes_128_ctr(), key, encrypt: 1);

    public override bool Apply(ReadOnlySpan<byte> start, Span<byte> data)
    {
        if (data.IsEmpty) return true;
        if (_context.IsClosed) return false;
        int written;
        fixed (byte* s = start, d = data)
        {
            var ok = LibCrypto.EVP_CipherInit_ex(_context.Pointer, 0, 0, null, s, -1) == 1
                && LibCrypto.EVP_CipherUpdate(_context.Pointer, d, &written, d, data.Length) == 1;
            GC.KeepAlive(_context);
            return ok;
        }
    }

    public override void Dispose() => _context.Dispose();
}
