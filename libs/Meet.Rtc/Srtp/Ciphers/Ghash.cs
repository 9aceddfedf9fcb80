using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Meet.Rtc.Srtp.Ciphers;

/// <summary>
/// GHASH (NIST SP 800-38D §6.4) by carry-less multiplication. It is computed as POLYVAL of the byte-reversed blocks under
/// mulX(reversed H), which needs no bit reflection and has a two-step reduction (RFC 8452 appendix A). The reduction is what the
/// next block waits for, so 8 or 16 blocks share one: the first meets the highest power of H, the last H itself.
/// </summary>
internal struct Ghash
{
    private const int MaxPower = 16;
    private const int Block = 16;
    private const int NarrowStride = 8 * Block;
    private const int WideStride = 16 * Block;

    private Powers _powers;

    /// <param name="h">The hash key: AES of the zero block.</param>
    public Ghash(Vector128<byte> h)
    {
        var reversed = Reverse(h).AsUInt64();
        var key = Vector128.Create(reversed[0] << 1, reversed[1] << 1 | reversed[0] >> 63);
        if (reversed[1] >> 63 != 0) key ^= Vector128.Create(1UL, 0xC200000000000000UL);

        _powers[MaxPower - 1] = key;
        for (var i = MaxPower - 2; i >= 0; i--) _powers[i] = Multiply(_powers[i + 1], key);
    }

    /// <summary>Whether the processor multiplies four blocks in one instruction.</summary>
    public static bool IsWide => Pclmulqdq.V512.IsSupported && Avx512BW.IsSupported;

    /// <summary>The hash of both, each filled up with zeros to whole blocks, and of the block with their lengths; in the wire's order.</summary>
    public readonly Vector128<byte> Hash(ReadOnlySpan<byte> associated, ReadOnlySpan<byte> data, bool wide)
    {
        var lengths = Vector128.Create(8UL * (uint)data.Length, 8UL * (uint)associated.Length);
        var state = Narrow(default, associated, out associated);
        if (!associated.IsEmpty) state = Rest(state, associated, default, withLengths: false);
        if (wide && data.Length >= WideStride) state = Wide(state, data, out data);
        if (data.Length >= NarrowStride) state = Narrow(state, data, out data);
        return Reverse(Rest(state, data, lengths, withLengths: true).AsByte());
    }

    private readonly Vector128<ulong> Wide(Vector128<ulong> state, ReadOnlySpan<byte> data, out ReadOnlySpan<byte> rest)
    {
        ref var at = ref MemoryMarshal.GetReference(data);
        ref var powers = ref Unsafe.As<Powers, ulong>(ref Unsafe.AsRef(in _powers));
        var p0 = Vector512.LoadUnsafe(ref powers);
        var p1 = Vector512.LoadUnsafe(ref powers, 8);
        var p2 = Vector512.LoadUnsafe(ref powers, 16);
        var p3 = Vector512.LoadUnsafe(ref powers, 24);
        var left = data.Length;
        for (; left >= WideStride; left -= WideStride, at = ref Unsafe.Add(ref at, WideStride))
        {
            Vector512<ulong> low = default, middle = default, high = default;
            Add(Load(ref at, 0) ^ state.ToVector256().ToVector512(), p0, ref low, ref middle, ref high);
            Add(Load(ref at, 64), p1, ref low, ref middle, ref high);
            Add(Load(ref at, 128), p2, ref low, ref middle, ref high);
            Add(Load(ref at, 192), p3, ref low, ref middle, ref high);
            state = Reduce(Sum(low), Sum(middle), Sum(high));
        }

        rest = data[^left..];
        return state;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector512<ulong> Load(ref byte at, nuint offset)
        {
            var order = Vector256.Create(Reversal, Reversal);
            return Avx512BW.Shuffle(Vector512.LoadUnsafe(ref at, offset), Vector512.Create(order, order)).AsUInt64();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Vector128<ulong> Narrow(Vector128<ulong> state, ReadOnlySpan<byte> data, out ReadOnlySpan<byte> rest)
    {
        ref var at = ref MemoryMarshal.GetReference(data);
        var left = data.Length;
        for (; left >= NarrowStride; left -= NarrowStride, at = ref Unsafe.Add(ref at, NarrowStride))
        {
            Vector128<ulong> low = default, middle = default, high = default;
            Add(Load(ref at, 0) ^ state, _powers[8], ref low, ref middle, ref high);
            Add(Load(ref at, 16), _powers[9], ref low, ref middle, ref high);
            Add(Load(ref at, 32), _powers[10], ref low, ref middle, ref high);
            Add(Load(ref at, 48), _powers[11], ref low, ref middle, ref high);
            Add(Load(ref at, 64), _powers[12], ref low, ref middle, ref high);
            Add(Load(ref at, 80), _powers[13], ref low, ref middle, ref high);
            Add(Load(ref at, 96), _powers[14], ref low, ref middle, ref high);
            Add(Load(ref at, 112), _powers[15], ref low, ref middle, ref high);
            state = Reduce(low, middle, high);
        }

        rest = data[^left..];
        return state;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector128<ulong> Load(ref byte at, nuint offset) => Reverse(Vector128.LoadUnsafe(ref at, offset)).AsUInt64();
    }

    // Fewer than eight blocks, the last of them perhaps not full, and the lengths after them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Vector128<ulong> Rest(Vector128<ulong> state, ReadOnlySpan<byte> data, Vector128<ulong> lengths, bool withLengths)
    {
        Vector128<ulong> low = default, middle = default, high = default;
        var power = MaxPower - (data.Length + Block - 1) / Block - (withLengths ? 1 : 0);
        for (; data.Length >= Block; data = data[Block..])
        {
            Add(Reverse(Vector128.Create(data)).AsUInt64() ^ state, _powers[power++], ref low, ref middle, ref high);
            state = default;
        }

        if (!data.IsEmpty)
        {
            Add(Reverse(Partial(data)).AsUInt64() ^ state, _powers[power++], ref low, ref middle, ref high);
            state = default;
        }

        if (withLengths) Add(lengths ^ state, _powers[power], ref low, ref middle, ref high);
        return Reduce(low, middle, high);
    }

    // By overlapping words: a copy into a buffer that is then loaded as a whole would stall on its own stores.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Partial(ReadOnlySpan<byte> data)
    {
        var n = data.Length;
        if (n >= 8)
        {
            var tail = n == 8 ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(data[(n - 8)..]) >> 8 * (Block - n);
            return Vector128.Create(BinaryPrimitives.ReadUInt64LittleEndian(data), tail).AsByte();
        }

        var word = n >= 4
            ? BinaryPrimitives.ReadUInt32LittleEndian(data) | (ulong)BinaryPrimitives.ReadUInt32LittleEndian(data[(n - 4)..]) << 8 * (n - 4)
            : data[0] | (ulong)data[n / 2] << 8 * (n / 2) | (ulong)data[n - 1] << 8 * (n - 1);
        return Vector128.CreateScalar(word).AsByte();
    }

    private static Vector128<ulong> Multiply(Vector128<ulong> x, Vector128<ulong> y)
    {
        Vector128<ulong> low = default, middle = default, high = default;
        Add(x, y, ref low, ref middle, ref high);
        return Reduce(low, middle, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector128<ulong> x, Vector128<ulong> y, ref Vector128<ulong> low, ref Vector128<ulong> middle, ref Vector128<ulong> high)
    {
        low ^= Pclmulqdq.CarrylessMultiply(x, y, 0x00);
        high ^= Pclmulqdq.CarrylessMultiply(x, y, 0x11);
        middle ^= Pclmulqdq.CarrylessMultiply(x, y, 0x01) ^ Pclmulqdq.CarrylessMultiply(x, y, 0x10);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector512<ulong> x, Vector512<ulong> y, ref Vector512<ulong> low, ref Vector512<ulong> middle, ref Vector512<ulong> high)
    {
        low ^= Pclmulqdq.V512.CarrylessMultiply(x, y, 0x00);
        high ^= Pclmulqdq.V512.CarrylessMultiply(x, y, 0x11);
        middle ^= Pclmulqdq.V512.CarrylessMultiply(x, y, 0x01) ^ Pclmulqdq.V512.CarrylessMultiply(x, y, 0x10);
    }

    // Montgomery reduction of a 256-bit product by x^128 + x^127 + x^126 + x^121 + 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Reduce(Vector128<ulong> low, Vector128<ulong> middle, Vector128<ulong> high)
    {
        var polynomial = Vector128.CreateScalar(0xC200000000000000UL);
        low ^= Sse2.ShiftLeftLogical128BitLane(middle, 8);
        high ^= Sse2.ShiftRightLogical128BitLane(middle, 8);
        low = Swap(low) ^ Pclmulqdq.CarrylessMultiply(low, polynomial, 0x00);
        low = Swap(low) ^ Pclmulqdq.CarrylessMultiply(low, polynomial, 0x00);
        return high ^ low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Swap(Vector128<ulong> value) => Sse2.Shuffle(value.AsUInt32(), 0x4E).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Sum(Vector512<ulong> lanes)
    {
        var half = lanes.GetLower() ^ lanes.GetUpper();
        return half.GetLower() ^ half.GetUpper();
    }

    private static Vector128<byte> Reversal => Vector128.Create((byte)15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Reverse(Vector128<byte> block) => Ssse3.Shuffle(block, Reversal);

    [InlineArray(MaxPower)]
    private struct Powers
    {
        private Vector128<ulong> _first;
    }
}
