namespace Meet.Media.Branches;

/// <summary>A worker, as the choice sees it.</summary>
/// <param name="Sessions">Of all rooms.</param>
/// <param name="OfRoom">Of these, the room's in question.</param>
internal readonly record struct WorkerLoad(int Sessions, int OfRoom);

/// <summary>Which worker a new session of a room goes to (docs/media/workers.md). Pure.</summary>
internal static class BranchPlacement
{
    /// <param name="workers">The node's, at least one.</param>
    /// <param name="branches">Those of them that have sessions of the room, the oldest first; none for a new room.</param>
    /// <param name="perWorker">So many sessions of the room before it gets another branch; 1 or more.</param>
    /// <returns>The worker's index.</returns>
    public static int Choose(ReadOnlySpan<WorkerLoad> workers, ReadOnlySpan<int> branches, int perWorker)
    {
        foreach (var branch in branches)
        {
            if (workers[branch].OfRoom < perWorker)
                return branch;
        }

        var free = LeastLoaded(workers, branches);
        return free >= 0 ? free : LeastLoaded(workers, []);
    }

    private static int LeastLoaded(ReadOnlySpan<WorkerLoad> workers, ReadOnlySpan<int> but)
    {
        var best = -1;
        for (var i = 0; i < workers.Length; i++)
        {
            if (!but.Contains(i) && (best < 0 || workers[i].Sessions < workers[best].Sessions))
                best = i;
        }

        return best;
    }
}
