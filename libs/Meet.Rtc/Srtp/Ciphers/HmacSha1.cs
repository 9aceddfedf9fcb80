using System.Security.Cryptography;

namespace Meet.Rtc.Srtp.Ciphers;

/// <summary>HMAC-SHA1 (RFC 2104) whose two padded key blocks are hashed once; each packet starts from copies of those states.</summary>
internal sealed unsafe class HmacSha1 : IDisposable
{
    public const int Length = 20;
    private const int Block = 64;

    private LibCrypto.ShaContext _inner;
    private LibCrypto.ShaContext _outer;

    /// <param name="key">At most 64 bytes; SRTP's have 20.</param>
    public HmacSha1(ReadOnlySpan<byte> key)
    {
        Span<byte> pad = stackalloc byte[Block];
        pad.Clear();
        key.CopyTo(pad);
        _inner = Start(pad, 0x36);
        _outer = Start(pad, 0x5C);
        CryptographicOperations.ZeroMemory(pad);
    }

    /// <summary>The HMAC of two pieces, one after the other. False, never seen: libcrypto failed, and the MAC must not be used.</summary>
    public bool TryCompute(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> mac)
    {
        var inner = _inner;
        var outer = _outer;
        fixed (byte* f = first, s = second, m = mac[..Length])
        {
            return LibCrypto.SHA1_Update(&inner, f, (nuint)first.Length) == 1
                && (second.IsEmpty || LibCrypto.SHA1_Update(&inner, s, (nuint)second.Length) == 1)
                && LibCrypto.SHA1_Final(m, &inner) == 1
                && LibCrypto.SHA1_Update(&outer, m, Length) == 1
                && LibCrypto.SHA1_Final(m, &outer) == 1;
        }
    }

    public void Dispose() => _inner = _outer = default;

    private static LibCrypto.ShaContext Start(ReadOnlySpan<byte> key, byte mask)
    {
        var block = stackalloc byte[Block];
        for (var i = 0; i < Block; i++) block[i] = (byte)(key[i] ^ mask);
        LibCrypto.ShaContext context;
        var ok = LibCrypto.SHA1_Init(&context) == 1 && LibCrypto.SHA1_Update(&context, block, Block) == 1;
        CryptographicOperations.ZeroMemory(new Span<byte>(block, Block));
        return ok ? context : throw new InvalidOperationException("libcrypto has no SHA-1.");
    }
}
