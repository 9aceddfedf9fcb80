using System.Buffers.Binary;

namespace Meet.Rtc.Srtp;

/// <summary>The few fields of an RTP or RTCP packet that SRTP needs, read without trusting any of them.</summary>
internal static class PacketLayout
{
    /// <summary>The fixed part of an RTCP packet that stays in clear: the first header and the sender's SSRC.</summary>
    public const int RtcpHeaderLength = 8;

    private const int RtpHeaderLength = 12;

    /// <summary>Length of the RTP header with CSRCs and header extension (RFC 3550 §5.1, §5.3.1), or -1 if the packet is no RTP or is cut off.</summary>
    public static int MeasureRtpHeader(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < RtpHeaderLength || packet[0] >> 6 != 2) return -1;
        var length = RtpHeaderLength + 4 * (packet[0] & 0x0F);
        if ((packet[0] & 0x10) != 0)
        {
            if (packet.Length < length + 4) return -1;
            length += 4 + 4 * BinaryPrimitives.ReadUInt16BigEndian(packet[(length + 2)..]);
        }

        return length <= packet.Length ? length : -1;
    }

    public static ushort RtpSequence(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);

    public static uint RtpSsrc(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadUInt32BigEndian(packet[8..]);

    public static bool IsRtcp(ReadOnlySpan<byte> packet) => packet.Length >= RtcpHeaderLength && packet[0] >> 6 == 2;

    public static uint RtcpSsrc(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadUInt32BigEndian(packet[4..]);
}
