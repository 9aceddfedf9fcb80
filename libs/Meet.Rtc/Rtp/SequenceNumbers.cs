namespace Meet.Rtc.Rtp;

/// <summary>Serial number arithmetic modulo 2^16 and 2^32 (RFC 1982).</summary>
public static class SequenceNumbers
{
    public static bool IsNewer(ushort candidate, ushort than) => (short)(candidate - than) > 0;

    public static bool IsNewer(uint candidate, uint than) => (int)(candidate - than) > 0;

    /// <summary>How far <paramref name="to"/> is ahead of <paramref name="from"/>: -32768 to 32767.</summary>
    public static int Distance(ushort from, ushort to) => (short)(to - from);
}
