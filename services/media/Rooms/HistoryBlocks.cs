namespace Meet.Media.Rooms;

/// <summary>
/// A piece of a history: packets one behind the other until their bytes or their number fill it. Packets of the same moment lie
/// together, so that a history grows and shrinks by whole pieces.
/// </summary>
internal sealed class HistoryBlock
{
    /// <summary>Bytes. Small enough that a slow layer's two or three cost little, large enough for five of the longest packets.</summary>
    public const int Length = 8 * 1024;

    public const int MaxPackets = 16;

    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(Length);
    private readonly BurstPacket[] _packets = new BurstPacket[MaxPackets];
    private readonly ushort[] _offsets = new ushort[MaxPackets];
    private int _used;

    public int Count { get; private set; }

    /// <summary>When its last packet came, in milliseconds.</summary>
    public long NewestAt { get; private set; }

    public bool HasRoom(int length) => Count < MaxPackets && _used + length <= Length;

    /// <summary>Copies the packet in; there must be room. Returns which of the block's it is.</summary>
    public int Add(in BurstPacket packet, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> descriptor, long now)
    {
        _packets[Count] = packet;
        _offsets[Count] = (ushort)_used;
        payload.CopyTo(_bytes.AsSpan(_used));
        descriptor.CopyTo(_bytes.AsSpan(_used + payload.Length));
        _used += payload.Length + descriptor.Length;
        NewestAt = now;
        return Count++;
    }

    public ref readonly BurstPacket Packet(int index) => ref _packets[index];

    public ReadOnlySpan<byte> Payload(int index) => _bytes.AsSpan(_offsets[index], _packets[index].PayloadLength);

    public ReadOnlySpan<byte> Descriptor(int index) =>
        _bytes.AsSpan(_offsets[index] + _packets[index].PayloadLength, _packets[index].DescriptorLength);

    public void Clear() => (Count, _used) = (0, 0);
}

/// <summary>
/// The blocks that a worker's histories are made of. What one gives back serves the next: while the pictures' bit rates stay the
/// same, nothing is allocated. Worker's thread only.
/// </summary>
internal sealed class HistoryBlocks
{
    /// <summary>Kept while nobody needs them, 2 MiB; more are left to the garbage collector.</summary>
    public const int MaxIdle = 256;

    private readonly Stack<HistoryBlock> _idle = new();

    /// <summary>How many histories hold now.</summary>
    public int Rented { get; private set; }

    public int Idle => _idle.Count;

    public HistoryBlock Rent()
    {
        Rented++;
        return _idle.TryPop(out var block) ? block : new HistoryBlock();
    }

    public void Return(HistoryBlock block)
    {
        Rented--;
        block.Clear();
        if (_idle.Count < MaxIdle)
            _idle.Push(block);
    }
}
