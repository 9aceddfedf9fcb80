namespace Meet.Rtc.Rtp;

/// <summary>Padding behind a payload (RFC 3550 section 5.1): zeros and at last their count, told by the header's P bit.</summary>
public static class RtpPadding
{
    private const byte HasPadding = 0x20;

    /// <param name="packet">With room for the padding.</param>
    /// <param name="length">Of the packet without padding, in bytes.</param>
    /// <param name="count">1 to 255 bytes.</param>
    public static void Write(Span<byte> packet, int length, int count)
    {
        packet[0] |= HasPadding;
        var padding = packet.Slice(length, count);
        padding.Clear();
        padding[^1] = (byte)count;
    }
}
