namespace Meet.EventStore;

/// <summary>
/// Finds the high-water mark: the highest sequence number at and below which no event can appear any more. The argument for its
/// safety is in docs/adr/0001-event-store.md.
/// </summary>
/// <remarks>
/// Sequence numbers without a gap are settled. A gap is in flight or dead (rolled back). Whoever draws a number holds a lock on the
/// sequence from before the draw to the end of its transaction, and that end is visible before the lock is gone. So once everyone
/// who held the lock after a gap was seen has let go, a fresh look either finds the gap filled or proves it dead.
/// </remarks>
internal sealed class HighWaterDetector(ISequenceLog log, long start)
{
    private const int Window = 1000;

    private Barrier? _barrier;

    public long Mark { get; private set; } = start;

    /// <summary>A number above the mark is committed while one below it is not yet settled: look again soon.</summary>
    public bool HasGap => _barrier is not null;

    /// <returns>True if there may be more to find at once.</returns>
    public async Task<bool> AdvanceAsync(CancellationToken cancellationToken)
    {
        // First who is writing, then what is there: a transaction that is missing from the former has ended, so its outcome shows
        // in the latter, and in every page that is read up to the mark afterwards.
        var settled = await SettledAsync(cancellationToken);
        var found = await log.SequencesAsync(Mark, Window, cancellationToken);

        var before = Mark;
        foreach (var sequence in found)
        {
            if (sequence > Mark + 1 && sequence - 1 > settled)
                break;
            Mark = sequence;
        }

        if (settled > 0 || _barrier?.Ceiling <= Mark)
            _barrier = null;
        if (found.Count > 0 && found[^1] > Mark)
            _barrier ??= new Barrier(found[^1]);
        return (found.Count == Window && Mark > before) || _barrier is { Writers: null };
    }

    /// <returns>Up to where the events that are visible from now on are all there will ever be; 0 if nothing is known.</returns>
    private async Task<long> SettledAsync(CancellationToken cancellationToken)
    {
        if (_barrier is not { } barrier)
            return 0;
        var writers = await log.WritersAsync(cancellationToken);
        barrier.Writers ??= writers;
        return barrier.Writers.Overlaps(writers) ? 0 : barrier.Ceiling;
    }

    /// <summary>Everything up to <paramref name="ceiling"/> was drawn before it was seen committed.</summary>
    private sealed class Barrier(long ceiling)
    {
        public long Ceiling => ceiling;

        /// <summary>Who was writing after the ceiling was seen; null until looked up.</summary>
        public HashSet<string>? Writers { get; set; }
    }
}
