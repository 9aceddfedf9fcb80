using Meet.Media.Rooms;

namespace Meet.Media.Branches;

/// <summary>What a record between workers is.</summary>
internal enum RelayKind : byte
{
    /// <summary>For a stand-in's layer: the data is the plain datagram.</summary>
    Packet,

    /// <summary>For a stand-in's layer: <see cref="LayerFacts"/>.</summary>
    Layer,

    /// <summary>For a stand-in's track: <see cref="VoiceFacts"/>.</summary>
    Voice,

    /// <summary>For a publisher's layer: somebody watches it. No data.</summary>
    Watched,
}

/// <summary>The fixed part of a record between workers.</summary>
internal struct RelayHeader
{
    public RelayKind Kind;

    /// <summary>Bytes of data.</summary>
    public int Length;

    /// <summary>Of a packet: <see cref="Rooms.Layer.Generation"/>.</summary>
    public int Generation;

    /// <summary>Of a packet: when it came to the node, in milliseconds.</summary>
    public long ArrivedAt;

    /// <summary>Of a packet: what was read of it, with places within the datagram.</summary>
    public BurstPacket Packet;
}
