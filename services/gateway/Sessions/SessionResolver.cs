using System.Security.Cryptography;
using System.Text;

namespace Meet.Gateway.Sessions;

/// <summary>
/// Who stands behind a token: asked of chat, and believed for 15 s at most. A session that ended is not believed at all, from
/// the moment that this replica hears of it.
/// </summary>
internal sealed class SessionResolver(IIdentity identity, TimeProvider time)
{
    public static readonly TimeSpan Believed = TimeSpan.FromSeconds(15);

    // Longer than anything that was handed out for a session lives: tickets and internal tokens, 60 s and the skew.
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(2);

    private readonly ExpiringCache<string, SignedIn> _known = new(time);
    private readonly ExpiringCache<Guid, bool> _ended = new(time);

    /// <summary>Null when the token opens nothing.</summary>
    public async ValueTask<SignedIn?> ResolveAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length is 0 or > 256)
            return null;
        var key = KeyOf(token);
        if (!_known.TryGet(key, out var person))
        {
            if (await identity.ResolveAsync(token, cancellationToken) is not { } resolved)
                return null;
            person = resolved;
            _known.Set(key, person, time.GetUtcNow() + Believed);
        }

        return HasEnded(person.SessionId) ? null : person;
    }

    public bool HasEnded(Guid session) => _ended.TryGet(session, out _);

    public async Task EndAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length is 0 or > 256)
            return;
        if (_known.TryGet(KeyOf(token), out var person))
            Forget(person.SessionId);
        await identity.EndAsync(token, cancellationToken);
    }

    public void Forget(Guid session)
    {
        _ended.Set(session, true, time.GetUtcNow() + Remembered);
        _known.RemoveWhere((_, person) => person.SessionId == session);
    }

    /// <summary>Asks anew at the next request; the person has changed something about themselves.</summary>
    public void Refresh(string token) => _known.Remove(KeyOf(token));

    // Tokens stay out of long-lived memory.
    private static string KeyOf(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
