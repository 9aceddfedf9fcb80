using System.Runtime.InteropServices;
using Meet.Media.Codecs;

namespace Meet.Media.Rooms;

/// <summary>A received and decrypted packet of a source, as it waits in the receive buffer for its fan-out: read once, sent many times.</summary>
[StructLayout(LayoutKind.Auto)]
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

    /// <summary>Of a voice: how much of the payload, in bytes, is redundancy and its headers before the frame itself; 0 of a plain one.</summary>
    public int RedundancyLength;

    /// <summary>Never came: made of a later packet's redundancy, for those who are not sent that.</summary>
    public bool IsRecovered;

    /// <summary>The value of the dependency descriptor extension in the datagram; of length 0 where there is none.</summary>
    public int DescriptorOffset;
    public int DescriptorLength;

    /// <summary>Bytes to make it longer by on its way out (<see cref="EqualLengths"/>).</summary>
    public byte Padding;

    /// <summary>Of video.</summary>
    public PayloadInfo Info;
}
