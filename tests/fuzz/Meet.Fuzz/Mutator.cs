using System.Buffers.Binary;

namespace Meet.Fuzz;

/// <summary>Makes inputs: valid ones, valid ones with a few changes where parsers go wrong (lengths, counts, ends), and pure noise.</summary>
internal sealed class Mutator(int seed)
{
    public const int MaxLength = 2048;

    private static readonly ushort[] s_edges = [0, 1, 2, 3, 4, 7, 8, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF];

    private readonly Random _random = new(seed);
    private readonly byte[] _buffer = new byte[MaxLength];
    private readonly byte[] _other = new byte[MaxLength];

    /// <summary>The next input, valid until the one after it.</summary>
    public Span<byte> Next(IFuzzTarget target, out bool isSeed)
    {
        var kind = _random.Next(10);
        isSeed = kind == 0;
        if (kind == 1) return Noise(_random.Next(_random.Next(8) == 0 ? 1500 : 64));

        var length = target.WriteSeed(_random, _buffer);
        if (isSeed) return _buffer.AsSpan(0, length);
        for (var changes = 1 + _random.Next(4); changes > 0; changes--) length = Change(target, length);
        return _buffer.AsSpan(0, length);
    }

    private Span<byte> Noise(int length)
    {
        var noise = _buffer.AsSpan(0, length);
        _random.NextBytes(noise);
        return noise;
    }

    private int Change(IFuzzTarget target, int length)
    {
        if (length == 0) return Noise(1 + _random.Next(16)).Length;
        var at = _random.Next(length);
        switch (_random.Next(8))
        {
            case 0:
                _buffer[at] ^= (byte)(1 << _random.Next(8));
                return length;
            case 1:
                _buffer[at] = (byte)_random.Next(256);
                return length;
            case 2:
                _buffer[at] = (byte)s_edges[_random.Next(s_edges.Length)];
                return length;
            case 3 when at + 2 <= length:
                BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(at), s_edges[_random.Next(s_edges.Length)]);
                return length;
            case 4:
                return at; // cut off
            case 5 when length + 16 <= MaxLength:
                _random.NextBytes(_buffer.AsSpan(length, 16)); // grown at its end
                return length + 1 + _random.Next(16);
            case 6:
                var end = at + _random.Next(Math.Min(64, length - at) + 1); // a piece taken out
                _buffer.AsSpan(end, length - end).CopyTo(_buffer.AsSpan(at));
                return length - (end - at);
            case 7:
                var other = target.WriteSeed(_random, _other); // the rest of another valid one
                if (at >= other) return length;
                _other.AsSpan(at, other - at).CopyTo(_buffer.AsSpan(at));
                return other;
            default:
                return length;
        }
    }
}
