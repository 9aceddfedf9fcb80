namespace Meet.Media.Workers;

/// <summary>
/// Keeps the garbage collector's pauses short, for each stops every worker (docs/media/performance.md). By
/// itself the runtime collects a node's oldest generation while all threads stand still, for 7 ms and more, since a few megabytes are too
/// small for the background, where the same takes two stops of less than 1 ms; and it lets the one before grow until that takes 5 ms,
/// or 13 after many have joined.
/// </summary>
internal sealed class HeapMaintenance(TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>How many intervals lie between two collections of the oldest generation: 10 s.</summary>
    private const int IntervalsOfOldest = 40;

    /// <summary>Bytes that the middle generation may have: about 2 ms.</summary>
    private const long MostOfMiddle = 512 * 1024;

    /// <summary>Bytes. Where the oldest generation has less than 4 MiB in use, whoever asks for the background is not given it either.</summary>
    private const int Ballast = 5 * 1024 * 1024;

    /// <summary>Bytes. Larger objects have a heap of their own.</summary>
    private const int BallastPiece = 64 * 1024;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var ballast = Enumerable.Range(0, Ballast / BallastPiece).Select(_ => new byte[BallastPiece]).ToArray();
        // Twice, and it is of the oldest generation. Nobody is here yet.
        GC.Collect();
        GC.Collect();
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            // Where nobody comes or goes the youngest never fills, and there is nothing to do.
            int seen = GC.CollectionCount(0), seenOfOldest = seen;
            for (var intervals = 1; await timer.WaitForNextTickAsync(stoppingToken); intervals++)
            {
                if (GC.CollectionCount(0) != seen && GC.GetGCMemoryInfo(GCKind.Ephemeral).GenerationInfo[1].SizeAfterBytes > MostOfMiddle)
                    GC.Collect(1, GCCollectionMode.Forced, blocking: true);
                seen = GC.CollectionCount(0);
                if (intervals % IntervalsOfOldest != 0 || seen == seenOfOldest)
                    continue;
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
                seenOfOldest = GC.CollectionCount(0);
            }
        }
        catch (OperationCanceledException)
        {
            // The node stops.
        }

        GC.KeepAlive(ballast);
    }
}
