using System.Buffers.Binary;

namespace Meet.Rtc.Rtcp;

/// <summary>
/// Walks the packets that transport-wide feedback tells about, in their order of sending
/// (draft-holmer-rmcat-transport-wide-cc-extensions-01 section 3.1): <c>while (arrivals.MoveNext())</c>. Nothing is copied.
/// </summary>
public ref struct TransportFeedbackArrivals
{
    /// <summary>The unit of <see cref="Ticks"/>: 250 µs.</summary>
    public const int TickMicroseconds = 250;

    private readonly ReadOnlySpan<byte> _body;
    private int _left;
    private int _chunkOffset;
    private int _deltaOffset;
    private int _chunk;
    private int _chunkLength;
    private int _inChunk;

    private TransportFeedbackArrivals(ReadOnlySpan<byte> body, ushort baseSequence, int covered, int deltas)
    {
        _body = body;
        _left = covered;
        _chunkOffset = 16;
        _deltaOffset = deltas;
        BaseSequence = baseSequence;
        Sequence = (ushort)(baseSequence - 1);
    }

    public ushort BaseSequence { get; }

    /// <summary>The receiver's clock at the feedback's start: 24 bits, in steps of 64 ms, wraps after 12.4 days.</summary>
    public readonly uint ReferenceTime => BinaryPrimitives.ReadUInt32BigEndian(_body[12..]) >> 8;

    /// <summary>Transport-wide sequence number of the current packet.</summary>
    public ushort Sequence { get; private set; }

    /// <summary>Whether the current packet arrived. The reserved symbol 3 counts as "did not".</summary>
    public bool Received { get; private set; }

    /// <summary>Arrival of the current packet since the reference time, in 250 µs; may go down, for packets arrive out of order.</summary>
    public int Ticks { get; private set; }

    /// <summary>False for any other packet, and for one whose chunks and deltas do not fit.</summary>
    public static bool TryRead(in RtcpPacket packet, out TransportFeedbackArrivals arrivals)
    {
        arrivals = default;
        if (!TransportFeedbackReader.TryRead(packet, out var first, out var covered, out _, out var deltas))
            return false;
        arrivals = new TransportFeedbackArrivals(packet.Body, first, covered, deltas);
        return true;
    }

    public bool MoveNext()
    {
        if (_left == 0)
            return false;
        if (_inChunk == _chunkLength)
            NextChunk();
        var isRun = (_chunk & 0x8000) == 0;
        var isWide = (_chunk & 0x4000) != 0;
        var symbol = isRun ? (_chunk >> 13) & 3 : isWide ? (_chunk >> (12 - (2 * _inChunk))) & 3 : (_chunk >> (13 - _inChunk)) & 1;
        _inChunk++;
        _left--;
        Sequence++;
        Received = symbol is 1 or 2;
        if (symbol == 1)
            Ticks += _body[_deltaOffset];
        else if (symbol == 2)
            Ticks += BinaryPrimitives.ReadInt16BigEndian(_body[_deltaOffset..]);
        _deltaOffset += Received ? symbol : 0;
        return true;
    }

    private void NextChunk()
    {
        _chunk = BinaryPrimitives.ReadUInt16BigEndian(_body[_chunkOffset..]);
        _chunkOffset += 2;
        _inChunk = 0;
        _chunkLength = (_chunk & 0x8000) == 0 ? _chunk & 0x1FFF : (_chunk & 0x4000) != 0 ? 7 : 14;
    }
}
