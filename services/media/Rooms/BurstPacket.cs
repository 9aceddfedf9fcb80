using Meet.Media.Codecs;

namespace Meet.Media.Rooms;

/// <summary>A received and decrypted packet of a source, as it waits in the receive buffer for its fan-out: read once, sent many times.</summary>
internal struct BurstPacket
{
    /// <summary>Which datagram of the burst.</summary>
    public int Slot;
    public int PayloadOffset;
    public int PayloadLength;
    public ushort Sequence;
    public uint Timestamp;
    public bool Marker;

    /// <summary>RFC 6464's byte as received; 0xFF where there is none.</summary>
    public byte AudioLevel;

    /// <summary>The value of the dependency descriptor extension in the datagram; of length 0 where there is none.</summary>
    public int DescriptorOffset;
    public int DescriptorLength;

    /// <summary>Of video.</summary>
    public PayloadInfo Info;
}
