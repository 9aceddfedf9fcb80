namespace Meet.Media.Rooms;

/// <summary>
/// The last packets of a video layer, to answer subscribers' NACKs: as much memory as its bit rate needs (docs/media/repair.md).
/// Times in milliseconds.
/// </summary>
/// <param name="pool">Where its memory comes from and goes to.</param>
internal sealed class PacketHistory(HistoryBlocks pool)
{
    /// <summary>How long packets are kept; a receiver that is 300 ms away can ask three times.</summary>
    public const long MaxAge = 1000;

    /// <summary>How long those of a layer are kept that fills more than <see cref="ManyBlocks"/>: who is far away, or on a bad network, is sent a smaller one.</summary>
    public const long MaxAgeOfMany = 500;

    /// <summary>How long packets are kept at least: receivers wait a little for packets that are merely late, and then ask once in a round trip.</summary>
    public const long LeastAge = 200;

    /// <summary>How many round trips beyond that: an answer may be lost too, and the next.</summary>
    public const long RoundTrips = 4;

    /// <summary>96 kB: a second at 700 kbit/s.</summary>
    public const int ManyBlocks = 12;

    /// <summary>384 kB, whatever the bit rate: half a second at 5 Mbit/s.</summary>
    public const int MaxBlocks = 48;

    /// <summary>Bytes; longer payloads are not kept.</summary>
    public const int MaxPayload = 1500;

    /// <summary>Where a sequence number's packet is: no two of those that can be held at once share a place.</summary>
    private const int Places = 1024;

    // A place is its block's position in the ring and the packet's in the block. One that is out of date leads to another packet, whose number tells.
    private readonly HistoryBlock?[] _ring = new HistoryBlock?[MaxBlocks];
    private ushort[]? _places;
    private int _first;

    /// <summary>Blocks held.</summary>
    public int Count { get; private set; }

    /// <param name="descriptor">The packet's dependency descriptor, which a retransmission must carry too; may be empty.</param>
    public void Add(in BurstPacket packet, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> descriptor, long now)
    {
        if (payload.Length + descriptor.Length > MaxPayload)
            return;
        if (Count == 0 || !_ring[Last]!.HasRoom(payload.Length + descriptor.Length))
            Grow();
        var index = _ring[Last]!.Add(packet, payload, descriptor, now);
        (_places ??= new ushort[Places])[packet.Sequence % Places] = (ushort)((Last * HistoryBlock.MaxPackets) + index);
    }

    public bool TryGet(ushort sequence, out BurstPacket packet, out ReadOnlySpan<byte> payload, out ReadOnlySpan<byte> descriptor)
    {
        packet = default;
        payload = default;
        descriptor = default;
        if (_places is null)
            return false;
        var (position, index) = Math.DivRem((int)_places[sequence % Places], HistoryBlock.MaxPackets);
        if (_ring[position] is not { } block || index >= block.Count || block.Packet(index).Sequence != sequence)
            return false;
        packet = block.Packet(index);
        payload = block.Payload(index);
        descriptor = block.Descriptor(index);
        return true;
    }

    /// <summary>Gives back what is too old to be asked for: all of it, where nothing comes any more.</summary>
    /// <param name="roundTrip">Of the farthest receiver, in milliseconds; null: not known of all.</param>
    public void Expire(long now, long? roundTrip = null)
    {
        var enough = roundTrip is { } away ? LeastAge + (RoundTrips * away) : MaxAge;
        while (Count > 0 && now - _ring[_first]!.NewestAt > Math.Min(enough, Count > ManyBlocks ? MaxAgeOfMany : MaxAge))
            ReturnFirst();
    }

    /// <summary>The source's numbers start anew, or it is gone.</summary>
    public void Clear()
    {
        while (Count > 0)
            ReturnFirst();
    }

    private int Last => (_first + Count - 1) % MaxBlocks;

    private void Grow()
    {
        if (Count == MaxBlocks)
            ReturnFirst();
        Count++;
        _ring[Last] = pool.Rent();
    }

    private void ReturnFirst()
    {
        pool.Return(_ring[_first]!);
        _ring[_first] = null;
        _first = (_first + 1) % MaxBlocks;
        Count--;
    }
}
