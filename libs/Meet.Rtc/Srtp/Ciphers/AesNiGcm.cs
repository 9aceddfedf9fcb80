using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace Meet.Rtc.Srtp.Ciphers;

/// <summary>AES-GCM by the processor's instructions, in two passes: encryption and hash. A packet stays in the first-level cache between them.</summary>
internal sealed class AesNiGcm : AesGcmCipher
{
    private AesNi.RoundKeys _keys;
    private Ghash _ghash;

    private readonly bool _wide;

    /// <param name="key">16 bytes.</param>
    /// <param name="wide">Whether to hash with 512-bit registers, where the processor has them.</param>
    public AesNiGcm(ReadOnlySpan<byte> key, bool wide = true)
    {
        _wide = wide && Ghash.IsWide;
        _keys = AesNi.Expand(key);
        _ghash = new Ghash(AesNi.Encrypt(in _keys, Vector128<byte>.Zero));
    }

    [SkipLocalsInit]
    public override bool Seal(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associated, Span<byte> data, Span<byte> tag)
    {
        var counter = FirstCounter(nonce);
        AesNi.Ctr(in _keys, Increment(counter), data);
        Tag(counter, associated, data).CopyTo(tag);
        return true;
    }

    [SkipLocalsInit]
    public override bool Open(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associated, Span<byte> data, ReadOnlySpan<byte> tag)
    {
        Span<byte> expected = stackalloc byte[TagLength];
        var counter = FirstCounter(nonce);
        Tag(counter, associated, data).CopyTo(expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, tag)) return false;
        AesNi.Ctr(in _keys, Increment(counter), data);
        return true;
    }

    public override void Dispose() => (_keys, _ghash) = (default, default);

    private Vector128<byte> Tag(Vector128<byte> counter, ReadOnlySpan<byte> associated, ReadOnlySpan<byte> data) =>
        _ghash.Hash(associated, data, _wide) ^ AesNi.Encrypt(in _keys, counter);

    // The nonce, then a 32-bit block counter: 1 is for the tag, the data starts at 2 (SP 800-38D §7.1).
    private static Vector128<byte> FirstCounter(ReadOnlySpan<byte> nonce)
    {
        const uint One = 1u << 24; // big-endian
        return Vector128.Create(
            BinaryPrimitives.ReadUInt64LittleEndian(nonce),
            BinaryPrimitives.ReadUInt32LittleEndian(nonce[8..]) | (ulong)One << 32).AsByte();
    }

    private static Vector128<byte> Increment(Vector128<byte> first) => first.WithElement(15, (byte)2);
}
