namespace Meet.Media.Rooms;

/// <summary>
/// The last packets of a video source, to answer subscribers' NACKs: 256 packets are about a second at 2.5 Mbit/s, longer than
/// any retransmission helps. One fixed block of memory.
/// </summary>
internal sealed class PacketHistory
{
    private const int Capacity = 256;
    public const int MaxPayload = 1500;

    private readonly byte[] _payloads = GC.AllocateUninitializedArray<byte>(Capacity * MaxPayload);
    private readonly BurstPacket[] _packets = new BurstPacket[Capacity];
    private readonly bool[] _used = new bool[Capacity];

    /// <param name="descriptor">The packet's dependency descriptor, which a retransmission must carry too; may be empty.</param>
    public void Add(in BurstPacket packet, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> descriptor = default)
    {
        if (payload.Length + descriptor.Length > MaxPayload)
            return;
        var index = packet.Sequence % Capacity;
        _packets[index] = packet;
        _used[index] = true;
        payload.CopyTo(_payloads.AsSpan(index * MaxPayload));
        descriptor.CopyTo(_payloads.AsSpan((index * MaxPayload) + payload.Length));
    }

    public bool TryGet(ushort sequence, out BurstPacket packet, out ReadOnlySpan<byte> payload, out ReadOnlySpan<byte> descriptor)
    {
        var index = sequence % Capacity;
        packet = _packets[index];
        payload = _payloads.AsSpan(index * MaxPayload, packet.PayloadLength);
        descriptor = _payloads.AsSpan((index * MaxPayload) + packet.PayloadLength, packet.DescriptorLength);
        return _used[index] && packet.Sequence == sequence;
    }

    /// <summary>The source's numbers start anew.</summary>
    public void Clear() => Array.Clear(_used);
}
