namespace Meet.Media.Rooms;

/// <summary>
/// Makes the packets of a picture equally long, so that the kernel takes them as one segmented send (<see cref="Net.SendQueue"/>): encoders
/// cut a picture into packets that differ by a byte or a few, the longer ones last, and each change of length would begin another message.
/// </summary>
internal static class EqualLengths
{
    /// <summary>Bytes that a packet is made longer by at most: a percent of a full one, for a tenth of a message.</summary>
    public const int Most = 8;

    /// <summary>Sets <see cref="BurstPacket.Padding"/> of packets in the order in which they go out.</summary>
    public static void Pad(Span<BurstPacket> burst)
    {
        for (var from = 0; from < burst.Length;)
        {
            var (longest, shortest) = (Length(burst[from]), Length(burst[from]));
            var end = from + 1;
            for (; end < burst.Length; end++)
            {
                var (more, less) = (Math.Max(longest, Length(burst[end])), Math.Min(shortest, Length(burst[end])));
                if (more - less > Most)
                    break;
                (longest, shortest) = (more, less);
            }

            // The last of a run may be shorter as it is, the one that ended this run too.
            for (var i = from; i < end - 1; i++)
                Pad(ref burst[i], longest);
            if (end < burst.Length && Length(burst[end]) < shortest)
                Pad(ref burst[end - 1], longest);
            from = end;
        }
    }

    private static void Pad(ref BurstPacket packet, int length) => packet.Padding = (byte)(length - Length(packet));

    // Headers are of one length but for the descriptor in them.
    private static int Length(in BurstPacket packet) => packet.PayloadLength + packet.DescriptorLength;
}
