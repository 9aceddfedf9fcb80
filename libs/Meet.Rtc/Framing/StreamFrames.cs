using System.Buffers.Binary;

namespace Meet.Rtc.Framing;

/// <summary>
/// Takes packets out of a TCP stream, where each is preceded by its length in two bytes of network order (RFC 4571 section 2), however
/// the stream was cut. Whoever reads the socket writes into <see cref="Free"/>. Not thread-safe; allocates nothing after construction.
/// </summary>
/// <param name="maxFrame">The longest packet taken, 1 to 65535 bytes. A longer one breaks the stream.</param>
/// <param name="capacity">Bytes held; at least a whole packet with its length.</param>
public sealed class StreamFrames(int maxFrame, int capacity)
{
    /// <summary>Bytes before each packet.</summary>
    public const int HeaderLength = 2;

    private readonly byte[] _buffer = new byte[Math.Max(capacity, maxFrame + HeaderLength)];
    private int _start;
    private int _end;

    /// <summary>A packet was announced that is too long: what follows cannot be read.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Where the stream's next bytes belong; never empty after <see cref="TryTake"/> answered false on an unbroken stream.</summary>
    public Span<byte> Free
    {
        get
        {
            if (_start > 0)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }

            return _buffer.AsSpan(_end);
        }
    }

    /// <summary>So many bytes were written into <see cref="Free"/>.</summary>
    public void Advance(int length) => _end += length;

    /// <summary>The next packet, if it is there as a whole; it may be empty.</summary>
    /// <param name="frame">Good until the next call of <see cref="Free"/>.</param>
    public bool TryTake(out Span<byte> frame)
    {
        frame = default;
        if (IsBroken || _end - _start < HeaderLength)
            return false;
        int length = BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(_start));
        IsBroken = length > maxFrame;
        if (IsBroken || _end - _start < HeaderLength + length)
            return false;
        frame = _buffer.AsSpan(_start + HeaderLength, length);
        _start += HeaderLength + length;
        return true;
    }

    /// <summary>Writes a packet behind its length; the destination needs two bytes more than the packet, which has at most 65535.</summary>
    public static void Write(Span<byte> destination, ReadOnlySpan<byte> packet)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)packet.Length);
        packet.CopyTo(destination[HeaderLength..]);
    }
}
