namespace Meet.Load.Streams;

/// <summary>
/// One received stream, counted by its sequence numbers: what came, what came twice, and what is missing between the first and the
/// highest. Counts begin anew with each window.
/// </summary>
internal struct StreamReception(uint ssrc, ushort first)
{
    /// <summary>How far behind the highest a packet may come and still be told from one that came before.</summary>
    public const int Window = 512;

    private readonly ulong[] _seen = new ulong[Window / 64];
    private long _base = first - 1L;

    public readonly uint Ssrc => ssrc;

    /// <summary>The highest number, with the wraps counted in.</summary>
    public long Highest { get; private set; } = first - 1L;

    /// <summary>In this window, each packet once.</summary>
    public long Received { get; private set; }

    /// <summary>In this window: came before, or too late to tell.</summary>
    public long Duplicates { get; private set; }

    /// <summary>How many the sender has numbered in this window, as far as is known here.</summary>
    public readonly long Expected => Highest - _base;

    /// <summary>Below zero where some came that the window before had missed.</summary>
    public readonly long Lost => Expected - Received;

    /// <summary>The middle of the newest sender report's NTP time (RFC 3550 section 6.4.1); 0 before the first.</summary>
    public uint ReportMiddle { get; set; }

    /// <summary>When it came: nanoseconds, monotonic.</summary>
    public long ReportAt { get; set; }

    public void OnPacket(ushort sequence)
    {
        var number = Highest + (short)(sequence - (ushort)Highest);
        if (number > Highest)
        {
            for (var skipped = Math.Max(Highest + 1, number - Window); skipped < number; skipped++)
                _seen[Word(skipped)] &= ~Bit(skipped);
            Highest = number;
        }
        else if (Highest - number >= Window || (_seen[Word(number)] & Bit(number)) != 0)
        {
            Duplicates++;
            return;
        }

        _seen[Word(number)] |= Bit(number);
        Received++;
    }

    public void BeginWindow()
    {
        _base = Highest;
        (Received, Duplicates) = (0, 0);
    }

    private static int Word(long number) => (int)(((number % Window) + Window) % Window / 64);

    private static ulong Bit(long number) => 1UL << (int)(((number % 64) + 64) % 64);
}
