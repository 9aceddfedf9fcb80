using System.Buffers.Binary;

namespace Meet.Rtc.Rtcp;

/// <summary>
/// Collects when packets arrived, by their transport-wide sequence number, and reports it to the sender, whose congestion control
/// works on it (draft-holmer-rmcat-transport-wide-cc-extensions-01). Browsers expect a report every 50 to 250 ms. Fixed memory, 16 kB from
/// the first packet on: who only receives never has one.
/// </summary>
public sealed class TransportFeedback
{
    /// <summary>The most packets one report covers, so that it stays below 900 bytes.</summary>
    private const int MaxStatuses = 400;
    private const int Capacity = 2048;
    private const int DeltaMicroseconds = 250;
    private const int ReferenceMicroseconds = 64_000;

    // Arrival in microseconds + 1, so that 0 is "not received"; indexed by the sequence number's lowest bits.
    private long[] _arrivals = [];
    private ushort _base;
    private int _pending;
    private bool _started;
    private byte _number;

    /// <summary>True when a report would say something.</summary>
    public bool HasPending => _pending > 0;

    /// <param name="sequence">The transport-wide sequence number of the packet.</param>
    /// <param name="arrivalMicroseconds">Of any monotonic clock.</param>
    public void OnPacket(ushort sequence, long arrivalMicroseconds)
    {
        if (!_started)
        {
            _started = true;
            _arrivals = new long[Capacity];
            _base = sequence;
        }

        var distance = (short)(sequence - _base);
        if (distance < 0)
            return; // Reported as lost already; the sender has acted on it.
        if (distance >= Capacity)
        {
            Array.Clear(_arrivals);
            _base = sequence;
            distance = 0;
            _pending = 0;
        }

        _arrivals[sequence % Capacity] = arrivalMicroseconds + 1;
        _pending = Math.Max(_pending, distance + 1);
    }

    /// <summary>Writes one report and forgets what it covers; call again while <see cref="HasPending"/>.</summary>
    /// <param name="sender">The reporter's SSRC.</param>
    /// <param name="media">The SSRC of any stream of the transport.</param>
    /// <param name="buffer">At least 1000 bytes.</param>
    /// <returns>The length of the packet, 0 if there is nothing to report.</returns>
    public int Write(uint sender, uint media, Span<byte> buffer)
    {
        var first = FirstArrival();
        if (_pending == 0)
            return 0;

        Span<short> deltas = stackalloc short[MaxStatuses];
        Span<byte> symbols = stackalloc byte[MaxStatuses];
        var reference = (At(first) - 1) / ReferenceMicroseconds;
        var count = Collect(reference * ReferenceMicroseconds, symbols, deltas);

        buffer[0] = 0x80 | RtcpFormat.TransportCc;
        buffer[1] = (byte)RtcpType.TransportFeedback;
        BinaryPrimitives.WriteUInt32BigEndian(buffer[4..], sender);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[8..], media);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[12..], _base);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[14..], (ushort)count);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[16..], ((uint)reference << 8) | _number++);
        var length = WriteDeltas(symbols[..count], deltas, buffer, WriteChunks(symbols[..count], buffer, 20));
        while ((length & 3) != 0)
            buffer[length++] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], (ushort)((length / 4) - 1));
        Forget(count);
        return length;
    }

    private ref long At(int index) => ref _arrivals[(ushort)(_base + index) % Capacity];

    /// <summary>Index of the first packet that arrived. Losses before it belong to the report, unless they alone would fill it.</summary>
    private int FirstArrival()
    {
        var first = 0;
        while (first < _pending && At(first) == 0)
            first++;
        if (first < MaxStatuses / 2)
            return first;
        Forget(first);
        return 0;
    }

    /// <summary>Statuses from the base on (0 lost, 1 small delta, 2 large), until one does not fit; ends with a received one.</summary>
    private int Collect(long time, Span<byte> symbols, Span<short> deltas)
    {
        var count = 0;
        var ticks = time / DeltaMicroseconds;
        for (var i = 0; i < Math.Min(_pending, MaxStatuses); i++)
        {
            symbols[i] = 0;
            if (At(i) == 0)
                continue;
            var delta = ((At(i) - 1) / DeltaMicroseconds) - ticks;
            if (delta is < short.MinValue or > short.MaxValue)
                break;
            ticks += delta;
            deltas[i] = (short)delta;
            symbols[i] = delta is >= 0 and <= byte.MaxValue ? (byte)1 : (byte)2;
            count = i + 1;
        }

        return count;
    }

    private static int WriteChunks(ReadOnlySpan<byte> symbols, Span<byte> buffer, int offset)
    {
        while (symbols.Length > 0)
        {
            var run = symbols.IndexOfAnyExcept(symbols[0]);
            run = run < 0 ? symbols.Length : run;
            int taken, chunk;
            if (run > 7)
            {
                taken = run;
                chunk = (symbols[0] << 13) | run;
            }
            else
            {
                taken = Math.Min(7, symbols.Length);
                chunk = 0xC000;
                for (var i = 0; i < taken; i++)
                    chunk |= symbols[i] << (12 - (2 * i));
            }

            BinaryPrimitives.WriteUInt16BigEndian(buffer[offset..], (ushort)chunk);
            offset += 2;
            symbols = symbols[taken..];
        }

        return offset;
    }

    private static int WriteDeltas(ReadOnlySpan<byte> symbols, ReadOnlySpan<short> deltas, Span<byte> buffer, int offset)
    {
        for (var i = 0; i < symbols.Length; i++)
        {
            if (symbols[i] == 1)
            {
                buffer[offset++] = (byte)deltas[i];
            }
            else if (symbols[i] == 2)
            {
                BinaryPrimitives.WriteInt16BigEndian(buffer[offset..], deltas[i]);
                offset += 2;
            }
        }

        return offset;
    }

    private void Forget(int count)
    {
        for (var i = 0; i < count; i++)
            At(i) = 0;
        _base += (ushort)count;
        _pending -= count;
    }
}
