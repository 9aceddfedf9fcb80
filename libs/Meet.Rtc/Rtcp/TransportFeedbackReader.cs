using System.Buffers.Binary;

namespace Meet.Rtc.Rtcp;

/// <summary>Reads transport-wide feedback: how many packets it covers and how many of them arrived.</summary>
public static class TransportFeedbackReader
{
    /// <summary>
    /// So many packets may one cover: a few bytes can name 65,535, and nobody knows so many of what they sent. Twenty seconds of a picture of 1 Mbit/s.
    /// </summary>
    public const int MaxCovered = 2048;

    /// <summary>False for any other packet, for one whose chunks and deltas do not fit, and for one that covers more than <see cref="MaxCovered"/>.</summary>
    public static bool TryRead(in RtcpPacket packet, out ushort baseSequence, out int covered, out int received) =>
        TryRead(packet, out baseSequence, out covered, out received, out _);

    /// <summary>The same, and where in the packet's body the arrival deltas begin.</summary>
    internal static bool TryRead(in RtcpPacket packet, out ushort baseSequence, out int covered, out int received, out int deltas)
    {
        baseSequence = 0;
        covered = received = deltas = 0;
        var body = packet.Body;
        if (packet.Type != RtcpType.TransportFeedback || packet.Count != RtcpFormat.TransportCc || body.Length < 16)
            return false;
        baseSequence = BinaryPrimitives.ReadUInt16BigEndian(body[8..]);
        covered = BinaryPrimitives.ReadUInt16BigEndian(body[10..]);

        if (covered > MaxCovered)
            return false;
        var offset = 16;
        var deltaBytes = 0;
        for (var seen = 0; seen < covered; offset += 2)
        {
            if (offset + 2 > body.Length)
                return false;
            int chunk = BinaryPrimitives.ReadUInt16BigEndian(body[offset..]);
            var isRun = (chunk & 0x8000) == 0;
            var isWide = (chunk & 0x4000) != 0;
            var length = Math.Min(covered - seen, isRun ? chunk & 0x1FFF : isWide ? 7 : 14);
            if (length == 0)
                return false;
            for (var i = 0; i < length; i++)
            {
                var symbol = isRun ? (chunk >> 13) & 3 : isWide ? (chunk >> (12 - (2 * i))) & 3 : (chunk >> (13 - i)) & 1;
                received += symbol is 1 or 2 ? 1 : 0;
                deltaBytes += symbol is 1 or 2 ? symbol : 0;
            }

            seen += length;
        }

        deltas = offset;
        return offset + deltaBytes <= body.Length;
    }
}
