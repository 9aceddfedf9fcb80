namespace Meet.Load.Streams;

/// <summary>What a source sends: so many bursts a second, so many packets in each, of one size.</summary>
/// <param name="IsVideo">VP8, whose bursts are pictures; else Opus, of which a burst is one packet.</param>
/// <param name="BurstsPerSecond">Pictures, or packets of sound.</param>
/// <param name="PacketsPerBurst">A fraction is carried over to the next.</param>
/// <param name="PayloadLength">Bytes, descriptor and stamp included: 40 to 1400.</param>
internal sealed record StreamShape(bool IsVideo, double BurstsPerSecond, double PacketsPerBurst, int PayloadLength)
{
    private const int RtpHeader = 12;

    /// <summary>What is in the bursts; null: noise. A burst is one of its frames then, in as many packets as it takes.</summary>
    public Recording? Recording { get; init; }

    /// <summary>How loud sound is said to be (RFC 6464), in dB below the loudest: 0 to 127.</summary>
    public byte Level { get; init; } = 20;

    /// <summary>Opus at about 40 kbit/s in packets of 20 ms.</summary>
    public static StreamShape Voice { get; } = new(false, 50, 1, 100);

    /// <summary>Camera of 30 pictures a second.</summary>
    public static StreamShape Camera { get; } = Video(1500);

    public static StreamShape Video(int kilobits, double picturesPerSecond = 30, int payloadLength = 1188) =>
        new(true, picturesPerSecond, kilobits * 1000d / 8 / (payloadLength + RtpHeader) / picturesPerSecond, payloadLength);

    public byte PayloadType => (byte)(IsVideo ? 96 : 111);

    public uint ClockRate => IsVideo ? 90_000u : 48_000u;
}
