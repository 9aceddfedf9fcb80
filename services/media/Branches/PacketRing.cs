using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Meet.Media.Net;
using Meet.Media.Workers;

namespace Meet.Media.Branches;

/// <summary>
/// The way of packets from one worker to one other: a bounded queue with one writing and one reading thread (Lamport's, with both ends' positions
/// cached). Nothing is allocated and nothing locked. What is read stays where it is until it is released.
/// </summary>
internal sealed unsafe class PacketRing : IDatagrams, IDisposable
{
    /// <summary>Records: what a node's busiest publishers send in some 10 ms, the longest turn of a worker that keeps up.</summary>
    public const int DefaultCapacity = 1024;

    /// <summary>Bytes of a record's data: the longest packet that is forwarded.</summary>
    public const int MaxData = PacketPath.MaxRtp;

    private static readonly int SlotLength = (sizeof(RelayHeader) + MaxData + 63) / 64 * 64;

    private readonly int _capacity;
    private readonly object?[] _targets;
    private byte* _memory;

    // The writer's own.
    private long _written;
    private long _published;
    private long _headSeen;

    // The reader's own.
    private long _read;
    private int _taken;

    private Shared _shared;

    /// <summary>What both threads touch, each part on a cache line of its own.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Shared
    {
        [FieldOffset(64)]
        public long Tail;

        [FieldOffset(128)]
        public long Head;

        [FieldOffset(192)]
        public int IsSignalled;
    }

    /// <param name="capacity">A power of two.</param>
    public PacketRing(int capacity = DefaultCapacity)
    {
        _capacity = capacity;
        _targets = new object?[capacity];
    }

    /// <summary>Writes a record behind those written before; it is not seen before <see cref="Publish"/>. False: the ring is full. Writer only.</summary>
    /// <param name="target">The reader's object that it is for; the writer only hands it on.</param>
    /// <param name="data">At most <see cref="MaxData"/> bytes.</param>
    public bool TryWrite(object target, in RelayHeader header, ReadOnlySpan<byte> data)
    {
        if (_written - _headSeen == _capacity)
        {
            _headSeen = Volatile.Read(ref _shared.Head);
            if (_written - _headSeen == _capacity)
                return false;
        }

        // Two workers that share no Meet need none.
        if (_memory == null)
            _memory = (byte*)NativeMemory.AlignedAlloc((nuint)(_capacity * SlotLength), 64);
        var slot = Slot(_written);
        ref var written = ref Unsafe.AsRef<RelayHeader>(slot);
        written = header;
        written.Length = data.Length;
        data.CopyTo(new Span<byte>(slot + sizeof(RelayHeader), MaxData));
        _targets[_written & (_capacity - 1)] = target;
        _written++;
        return true;
    }

    /// <summary>Lets the reader see what was written. True if it must be woken: it has not been since it last looked. Writer only.</summary>
    public bool Publish()
    {
        if (_written == _published)
            return false;
        _published = _written;
        Volatile.Write(ref _shared.Tail, _written);
        return Interlocked.Exchange(ref _shared.IsSignalled, 1) == 0;
    }

    /// <summary>How many records can be read now. Reader only, like all below.</summary>
    public int Take(int max)
    {
        // Before looking: what is published from here on signals again.
        if (Volatile.Read(ref _shared.IsSignalled) != 0)
            Interlocked.Exchange(ref _shared.IsSignalled, 0);
        _taken = (int)Math.Min(max, Volatile.Read(ref _shared.Tail) - _read);
        return _taken;
    }

    /// <param name="index">0 to less than what <see cref="Take"/> said, here and below.</param>
    public object Target(int index) => _targets[(_read + index) & (_capacity - 1)]!;

    public ref readonly RelayHeader Header(int index) => ref Unsafe.AsRef<RelayHeader>(Slot(_read + index));

    public ReadOnlySpan<byte> Data(int index) => new(Slot(_read + index) + sizeof(RelayHeader), Header(index).Length);

    ReadOnlySpan<byte> IDatagrams.Datagram(int slot) => Data(slot);

    /// <summary>Gives back all that was taken. True if there is more.</summary>
    public bool Release()
    {
        if (_taken > 0)
        {
            for (var i = 0; i < _taken; i++)
                _targets[(_read + i) & (_capacity - 1)] = null;
            _read += _taken;
            _taken = 0;
            Volatile.Write(ref _shared.Head, _read);
        }

        return Volatile.Read(ref _shared.Tail) != _read;
    }

    /// <summary>When neither thread is left.</summary>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }

    private byte* Slot(long position) => _memory + ((position & (_capacity - 1)) * SlotLength);
}
