namespace Meet.Media.Events;

/// <summary>
/// The newest version of each Meet that was heard of: what is told twice or late says where a Meet was, not where it is. Remembers at least the
/// last Meets up to its bound, and at most twice as many.
/// </summary>
internal sealed class SeenVersions(int bound = 50_000)
{
    private readonly Lock _gate = new();
    private Dictionary<Guid, long> _older = [];
    private Dictionary<Guid, long> _newer = [];

    /// <summary>False: this version, or a later one, was heard before.</summary>
    public bool IsNews(Guid meetId, long version)
    {
        lock (_gate)
        {
            if (version <= Math.Max(_newer.GetValueOrDefault(meetId), _older.GetValueOrDefault(meetId)))
                return false;
            if (_newer.Count >= bound && !_newer.ContainsKey(meetId))
                (_older, _newer) = (_newer, []);
            _newer[meetId] = version;
            return true;
        }
    }
}
