using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using X86Aes = System.Runtime.Intrinsics.X86.Aes;

namespace Meet.Rtc.Srtp.Ciphers;

/// <summary>AES-128 by the processor's instructions: the key schedule, one block, and counter mode eight blocks at a time (the instructions have a latency of 3-4 cycles, but two start in each).</summary>
internal static class AesNi
{
    /// <summary>Eleven round keys.</summary>
    [InlineArray(11)]
    public struct RoundKeys
    {
        private Vector128<byte> _first;
    }

    public static RoundKeys Expand(ReadOnlySpan<byte> key)
    {
        RoundKeys keys = default;
        keys[0] = Vector128.Create(key);
        keys[1] = Next(keys[0], X86Aes.KeygenAssist(keys[0], 0x01));
        keys[2] = Next(keys[1], X86Aes.KeygenAssist(keys[1], 0x02));
        keys[3] = Next(keys[2], X86Aes.KeygenAssist(keys[2], 0x04));
        keys[4] = Next(keys[3], X86Aes.KeygenAssist(keys[3], 0x08));
        keys[5] = Next(keys[4], X86Aes.KeygenAssist(keys[4], 0x10));
        keys[6] = Next(keys[5], X86Aes.KeygenAssist(keys[5], 0x20));
        keys[7] = Next(keys[6], X86Aes.KeygenAssist(keys[6], 0x40));
        keys[8] = Next(keys[7], X86Aes.KeygenAssist(keys[7], 0x80));
        keys[9] = Next(keys[8], X86Aes.KeygenAssist(keys[8], 0x1B));
        keys[10] = Next(keys[9], X86Aes.KeygenAssist(keys[9], 0x36));
        return keys;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Encrypt(ref readonly RoundKeys keys, Vector128<byte> block)
    {
        block ^= keys[0];
        for (var round = 1; round < 10; round++) block = X86Aes.Encrypt(block, keys[round]);
        return X86Aes.EncryptLast(block, keys[10]);
    }

    /// <summary>XORs data with the key stream. The counter's last 32 bits count the blocks, big-endian, and wrap.</summary>
    public static void Ctr(ref readonly RoundKeys keys, Vector128<byte> counter, Span<byte> data)
    {
        ref var at = ref MemoryMarshal.GetReference(data);
        var left = data.Length;

        // Counted in the host's order; turned into the wire's order block by block.
        var swap = Vector128.Create((byte)0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 15, 14, 13, 12);
        var count = Ssse3.Shuffle(counter, swap).AsUInt32();
        var one = Vector128.Create(0u, 0, 0, 1);

        while (left >= 128)
        {
            var key = keys[0];
            var b0 = Ssse3.Shuffle(count.AsByte(), swap) ^ key;
            var b1 = Ssse3.Shuffle((count += one).AsByte(), swap) ^ key;
            var b2 = Ssse3.Shuffle((count += one).AsByte(), swap) ^ key;
            var b3 = Ssse3.Shuffle((count += one).AsByte(), swap) ^ key;
            var b4 = Ssse3.Shuffle((count += one).AsByte(), swap) ^ key;
            var b5 = Ssse3.Shuffle((count += one).AsByte(), swap) ^ key;
            var b6 = Ssse3.Shuffle((count += one).AsByte(), swap) ^ key;
            var b7 = Ssse3.Shuffle((count += one).AsByte(), swap) ^ key;
            count += one;
            for (var round = 1; round < 10; round++)
            {
                key = keys[round];
                b0 = X86Aes.Encrypt(b0, key);
                b1 = X86Aes.Encrypt(b1, key);
                b2 = X86Aes.Encrypt(b2, key);
                b3 = X86Aes.Encrypt(b3, key);
                b4 = X86Aes.Encrypt(b4, key);
                b5 = X86Aes.Encrypt(b5, key);
                b6 = X86Aes.Encrypt(b6, key);
                b7 = X86Aes.Encrypt(b7, key);
            }

            key = keys[10];
            (X86Aes.EncryptLast(b0, key) ^ Vector128.LoadUnsafe(ref at)).StoreUnsafe(ref at);
            (X86Aes.EncryptLast(b1, key) ^ Vector128.LoadUnsafe(ref at, 16)).StoreUnsafe(ref at, 16);
            (X86Aes.EncryptLast(b2, key) ^ Vector128.LoadUnsafe(ref at, 32)).StoreUnsafe(ref at, 32);
            (X86Aes.EncryptLast(b3, key) ^ Vector128.LoadUnsafe(ref at, 48)).StoreUnsafe(ref at, 48);
            (X86Aes.EncryptLast(b4, key) ^ Vector128.LoadUnsafe(ref at, 64)).StoreUnsafe(ref at, 64);
            (X86Aes.EncryptLast(b5, key) ^ Vector128.LoadUnsafe(ref at, 80)).StoreUnsafe(ref at, 80);
            (X86Aes.EncryptLast(b6, key) ^ Vector128.LoadUnsafe(ref at, 96)).StoreUnsafe(ref at, 96);
            (X86Aes.EncryptLast(b7, key) ^ Vector128.LoadUnsafe(ref at, 112)).StoreUnsafe(ref at, 112);
            at = ref Unsafe.Add(ref at, 128);
            left -= 128;
        }

        for (; left > 0; left -= 16, count += one)
        {
            var stream = Encrypt(in keys, Ssse3.Shuffle(count.AsByte(), swap));
            if (left < 16)
            {
                XorPartial(ref at, left, stream.AsUInt64());
                return;
            }

            (stream ^ Vector128.LoadUnsafe(ref at)).StoreUnsafe(ref at);
            at = ref Unsafe.Add(ref at, 16);
        }
    }

    private static void XorPartial(ref byte at, int left, Vector128<ulong> stream)
    {
        var word = stream[0];
        if (left >= 8)
        {
            Unsafe.WriteUnaligned(ref at, Unsafe.ReadUnaligned<ulong>(ref at) ^ word);
            at = ref Unsafe.Add(ref at, 8);
            left -= 8;
            word = stream[1];
        }

        if (left >= 4)
        {
            Unsafe.WriteUnaligned(ref at, Unsafe.ReadUnaligned<uint>(ref at) ^ (uint)word);
            at = ref Unsafe.Add(ref at, 4);
            left -= 4;
            word >>= 32;
        }

        for (; left > 0; left--, word >>= 8, at = ref Unsafe.Add(ref at, 1)) at ^= (byte)word;
    }

    // FIPS 197 §5.2 by words: each is the XOR of all words before it in the old key, and the transformed last one.
    private static Vector128<byte> Next(Vector128<byte> key, Vector128<byte> assist)
    {
        var words = key.AsUInt32();
        words ^= Shift(words);
        words ^= Shift(Shift(words));
        return (words ^ Vector128.Create(assist.AsUInt32()[3])).AsByte();
    }

    private static Vector128<uint> Shift(Vector128<uint> words) => Vector128.Create(0, words[0], words[1], words[2]);
}
