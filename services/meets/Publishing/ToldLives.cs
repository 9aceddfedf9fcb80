using System.Collections.Concurrent;
using Meet.Meets.Domain;

namespace Meet.Meets.Publishing;

/// <summary>
/// Running Meets as far as they were told, so that the next event of a Meet of hundreds does not fold all those before it once more. It only
/// saves work: what it does not have is in the events, and what it has is what they make.
/// </summary>
/// <param name="capacity">So many Meets at most; then it begins anew.</param>
internal sealed class ToldLives(int capacity = 1_000)
{
    private readonly ConcurrentDictionary<(string Tenant, Guid Meet), MeetLife> _lives = new();

    /// <summary>The Meet at exactly that version, or null.</summary>
    public MeetLife? Find(string tenant, Guid meet, long version) =>
        _lives.TryGetValue((tenant, meet), out var life) && life.Version == version ? life : null;

    public void Keep(MeetLife life)
    {
        var key = (life.TenantId, life.Id);
        if (life.Over)
        {
            _lives.TryRemove(key, out _);
            return;
        }

        if (_lives.Count >= capacity)
        {
            _lives.Clear();
        }

        _lives[key] = life;
    }
}
