using System.Security.Claims;
using Meet.Gateway.Sessions;
using Meet.ServiceDefaults.Identity;
using IdentityTokens = Meet.ServiceDefaults.Identity.Tokens;

namespace Meet.Gateway.Tokens;

/// <summary>
/// What the gateway signs (docs/adr/0005): the internal token that the services behind it trust, and the hub's ticket. Both last
/// 60 s; an internal token is used again for a session while half of its life is left.
/// </summary>
internal sealed class GatewayTokens : IDisposable
{
    private static readonly TimeSpan Reused = IdentityTokens.Life / 2;

    private readonly TokenSigner _signer;
    private readonly TokenVerifier _tickets;
    private readonly ExpiringCache<Guid, (SignedIn Person, string Token)> _internal;
    private readonly TimeProvider _time;

    /// <param name="keyPath">The gateway's private key; it checks its own tickets with it.</param>
    public GatewayTokens(string keyPath, TimeProvider time)
    {
        _time = time;
        _signer = new TokenSigner(keyPath, IdentityTokens.GatewayIssuer, time);
        _tickets = new TokenVerifier(keyPath, IdentityTokens.GatewayIssuer, IdentityTokens.HubAudience, time);
        _internal = new ExpiringCache<Guid, (SignedIn, string)>(time);
    }

    public string Internal(SignedIn person)
    {
        if (_internal.TryGet(person.SessionId, out var made) && made.Person == person)
            return made.Token;
        var token = _signer.Sign(IdentityTokens.ServicesAudience, ClaimsOf(person)).Token;
        _internal.Set(person.SessionId, (person, token), _time.GetUtcNow() + Reused);
        return token;
    }

    public SignedToken HubTicket(SignedIn person) => _signer.Sign(IdentityTokens.HubAudience, ClaimsOf(person));

    /// <summary>Null when anything about the ticket is wrong.</summary>
    public async ValueTask<SignedIn?> VerifyTicketAsync(string ticket) =>
        await _tickets.VerifyAsync(ticket) is { } identity && Caller.From(new ClaimsPrincipal(identity)) is { } caller
            ? new SignedIn(caller.TenantId, "", caller.IsStaff ? "staff" : "customer", caller.PersonId, caller.Name, caller.SessionId, false)
            {
                ChatId = caller.ChatId,
            }
            : null;

    public void Dispose()
    {
        _signer.Dispose();
        _tickets.Dispose();
    }

    private static Dictionary<string, object> ClaimsOf(SignedIn person)
    {
        var claims = new Dictionary<string, object>
        {
            [Claims.Tenant] = person.TenantId,
            [Claims.Subject] = person.PersonId.ToString(),
            [Claims.Kind] = person.Kind,
            [Claims.Name] = person.Name,
            [Claims.Session] = person.SessionId.ToString(),
        };
        if (person.ChatId is { } chat)
            claims[Claims.Chat] = chat.ToString();
        return claims;
    }
}
