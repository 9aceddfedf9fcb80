namespace Meet.Notification.Messages;

/// <summary>
/// Whose leases end early: those of processes whose session is missing for a while. Not at once, since a connection may break and come back
/// while its process is sending; and a look-up that failed (the database restarts, and everybody's session with it) begins anew. Pure.
/// </summary>
internal sealed class MissingWorkers
{
    /// <summary>A process that lives has its session again within about 1.5 s.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Looks that are further apart than this say nothing about the time between them.</summary>
    public static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(2);

    private readonly Dictionary<int, TimeSpan> _since = [];
    private TimeSpan? _last;

    /// <param name="missing">Who holds a lease and has no session.</param>
    /// <param name="now">Since any beginning, on a clock that nobody sets.</param>
    /// <returns>Those who are taken for dead.</returns>
    public int[] Look(IReadOnlyCollection<int> missing, TimeSpan now)
    {
        if (now - _last > LongestGap)
            _since.Clear();
        _last = now;
        foreach (var back in _since.Keys.Except(missing).ToList())
            _since.Remove(back);
        foreach (var worker in missing)
            _since.TryAdd(worker, now);
        return [.. _since.Where(each => now - each.Value >= Patience).Select(each => each.Key)];
    }
}
