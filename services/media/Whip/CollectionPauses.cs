namespace Meet.Media.Whip;

/// <summary>
/// For how long each garbage collection stopped all threads, for whoever measures the process from outside. An object that nobody holds
/// is told of each collection by its end, and is then made anew.
/// </summary>
internal static class CollectionPauses
{
    /// <summary>Of the counts: whole milliseconds from 0; the last one counts all that were longer.</summary>
    public const int Length = 64;

    private static readonly long[] Counts = new long[Length];

    // Those with a foreground collection among them end after younger ones.
    private static readonly GCKind[] Kinds = [GCKind.Ephemeral, GCKind.FullBlocking, GCKind.Background];
    private static readonly long[] LastIndexes = new long[Kinds.Length];
    private static bool _watches;

    /// <summary>How many stops there were of 0 to 1 ms, of 1 to 2 ms and so on, since they are watched. A background collection stops twice.</summary>
    public static long[] CountsByMs() => [.. Counts];

    /// <summary>From now on until the process ends.</summary>
    public static void Watch()
    {
        if (!Interlocked.Exchange(ref _watches, true))
            _ = new Witness();
    }

    private static void Note()
    {
        for (var kind = 0; kind < Kinds.Length; kind++)
        {
            var last = GC.GetGCMemoryInfo(Kinds[kind]);
            // Finalizers run one at a time, and may run for the same collection twice.
            if (last.Index == LastIndexes[kind])
                continue;
            LastIndexes[kind] = last.Index;
            foreach (var pause in last.PauseDurations)
            {
                if (pause > TimeSpan.Zero)
                    Counts[Math.Min(Length - 1, (int)pause.TotalMilliseconds)]++;
            }
        }
    }

    private sealed class Witness
    {
        ~Witness()
        {
            Note();
            _ = new Witness();
        }
    }
}
