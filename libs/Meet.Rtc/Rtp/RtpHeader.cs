using System.Buffers.Binary;

namespace Meet.Rtc.Rtp;

/// <summary>Rewrites fields of an RTP header in place. The span must hold a packet that <see cref="RtpPacket"/> accepted.</summary>
public static class RtpHeader
{
    public static void SetPayloadType(Span<byte> packet, byte payloadType) =>
        packet[1] = (byte)((packet[1] & 0x80) | (payloadType & 0x7F));

    public static void SetMarker(Span<byte> packet, bool marker) =>
        packet[1] = (byte)((packet[1] & 0x7F) | (marker ? 0x80 : 0));

    public static void SetSequence(Span<byte> packet, ushort sequence) =>
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], sequence);

    public static void SetTimestamp(Span<byte> packet, uint timestamp) =>
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], timestamp);

    public static void SetSsrc(Span<byte> packet, uint ssrc) =>
        BinaryPrimitives.WriteUInt32BigEndian(packet[8..], ssrc);

    /// <summary>
    /// Renames the extensions of a packet in place: <paramref name="map"/>[old id] is the new id, 0 drops the value (it becomes
    /// padding). Only one-byte ids 1 to 14, which is what browsers send; two-byte blocks are left as they are and answer false.
    /// </summary>
    public static bool RenameExtensions(Span<byte> packet, int extensionOffset, ReadOnlySpan<byte> map)
    {
        if (BinaryPrimitives.ReadUInt16BigEndian(packet[extensionOffset..]) != 0xBEDE)
            return false;
        var end = extensionOffset + 4 + (BinaryPrimitives.ReadUInt16BigEndian(packet[(extensionOffset + 2)..]) * 4);
        for (var offset = extensionOffset + 4; offset < end;)
        {
            var id = packet[offset] >> 4;
            if (packet[offset] == 0)
            {
                offset++;
                continue;
            }

            var length = (packet[offset] & 0x0F) + 1;
            if (id == 15 || offset + 1 + length > end)
                return true;
            var renamed = id < map.Length ? map[id] : 0;
            if (renamed is 0 or > 14)
                packet.Slice(offset, 1 + length).Clear();
            else
                packet[offset] = (byte)((renamed << 4) | (length - 1));
            offset += 1 + length;
        }

        return true;
    }
}
