namespace Meet.Load.Figures;

/// <summary>What the generator has seen since its window began. Its thread only.</summary>
internal sealed class LoadCounts
{
    public long Sent;
    public long Received;
    public long ReceivedBytes;
    public long Opened;
    public long Forged;
    public long KeyframeRequests;
    public long Nacks;
    public long SenderReports;

    /// <summary>Of sound and pictures together.</summary>
    public DelayHistogram All { get; } = new();

    public DelayHistogram Voice { get; } = new();

    public DelayHistogram Video { get; } = new();

    public void Clear()
    {
        (Sent, Received, ReceivedBytes, Opened, Forged) = (0, 0, 0, 0, 0);
        (KeyframeRequests, Nacks, SenderReports) = (0, 0, 0);
        All.Clear();
        Voice.Clear();
        Video.Clear();
    }
}

/// <summary>A window's figures. Delays in nanoseconds, from just before the publisher's send to the kernel's having it for the receiver.</summary>
/// <param name="Sent">By publishers.</param>
/// <param name="Received">By everybody, every packet counted as often as it came.</param>
/// <param name="Expected">As the sequence numbers of the received streams tell.</param>
/// <param name="Lost">Of these.</param>
/// <param name="Opened">Decrypted, with a right stamp: a sample.</param>
/// <param name="Forged">Of the sample, what could not be opened or was none of ours: must be 0.</param>
/// <param name="OwnDrops">What the generator's socket had no room for: must be 0 for the loss to be the node's.</param>
/// <param name="Silent">Peers that receive and got nothing.</param>
internal sealed record LoadFigures(
    TimeSpan Elapsed,
    long Sent,
    long Received,
    long ReceivedBytes,
    long Expected,
    long Lost,
    long Duplicates,
    long Opened,
    long Forged,
    long OwnDrops,
    int Silent,
    long KeyframeRequests,
    long Nacks,
    long SenderReports,
    Delays All,
    Delays Voice,
    Delays Video,
    TimeSpan Cpu);

/// <summary>Nanoseconds: half of the packets took no longer than the one, 99 % no longer than the other.</summary>
internal readonly record struct Delays(long P50, long P99)
{
    public static Delays Of(DelayHistogram histogram) => new(histogram.Quantile(0.5), histogram.Quantile(0.99));
}
