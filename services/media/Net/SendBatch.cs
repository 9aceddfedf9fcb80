using System.Runtime.InteropServices;
using Meet.Media.Streams;
using Meet.Rtc.Stun;

namespace Meet.Media.Net;

/// <summary>
/// Packets written straight into native memory and given to the kernel 64 at a time: datagrams by a queue for each socket, those that
/// go over TCP by their connection.
/// </summary>
internal sealed unsafe class SendBatch : IDisposable
{
    public const int Capacity = 64;
    public const int SlotLength = 2048;

    private readonly SendQueue? _v4;
    private readonly SendQueue? _v6;
    private readonly StreamTable? _streams;
    private readonly LibC.IoVec* _vectors;
    private byte* _memory;
    private int _count;
    private long _undeliverable;

    /// <param name="sockets">At most one of each family.</param>
    /// <param name="streams">Null: there is no TCP.</param>
    /// <param name="segments">Whether to try segmented sends where the kernel has them.</param>
    public SendBatch(IReadOnlyList<UdpSocket> sockets, StreamTable? streams = null, bool segments = true)
    {
        _streams = streams;
        foreach (var socket in sockets)
            (socket.Address.IsV6 ? ref _v6 : ref _v4) = new SendQueue(socket, Capacity, segments);
        var size = (nuint)(Capacity * (SlotLength + sizeof(LibC.IoVec)));
        _memory = (byte*)NativeMemory.AlignedAlloc(size, 64);
        NativeMemory.Clear(_memory, size);
        _vectors = (LibC.IoVec*)(_memory + (Capacity * SlotLength));
        for (var i = 0; i < Capacity; i++)
            _vectors[i].Base = _memory + (i * SlotLength);
    }

    /// <summary>Given to the kernel since the start.</summary>
    public long Sent => (_v4?.Sent ?? 0) + (_v6?.Sent ?? 0) + (_streams?.Sent ?? 0);

    /// <summary>Not taken by the kernel, whose buffer was full: lost, as on any network.</summary>
    public long Dropped => (_v4?.Dropped ?? 0) + (_v6?.Dropped ?? 0) + (_streams?.Dropped ?? 0) + _undeliverable;

    /// <summary>How many messages these were: as many as datagrams where no two could share one.</summary>
    public long Messages => (_v4?.Messages ?? 0) + (_v6?.Messages ?? 0) + (_streams?.Writes ?? 0);

    /// <summary>The next packet's memory; it counts only after <see cref="Commit"/>.</summary>
    public Span<byte> Next
    {
        get
        {
            if (_count == Capacity)
                Flush();
            return new Span<byte>(_memory + (_count * SlotLength), SlotLength);
        }
    }

    public void Commit(int length, in TransportAddress destination)
    {
        if (destination.Connection != 0)
        {
            // Copied behind what waits for that connection: the memory is free again.
            _streams?.Send(new ReadOnlySpan<byte>(_memory + (_count * SlotLength), length), destination.Connection);
            return;
        }

        var vector = _vectors + _count;
        vector->Length = (nuint)length;
        if ((destination.IsV6 ? _v6 : _v4) is { } queue)
        {
            queue.Add(vector, destination);
            _count++;
        }
        else
        {
            _undeliverable++;
        }
    }

    public void Flush()
    {
        _v4?.Flush();
        _v6?.Flush();
        _streams?.Flush();
        _count = 0;
    }

    public void Dispose()
    {
        _v4?.Dispose();
        _v6?.Dispose();
        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }
}
