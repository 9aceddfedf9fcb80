using System.Reflection;
using System.Security.Claims;
using Meet.Contracts;
using Microsoft.AspNetCore.Http;

namespace Meet.ServiceDefaults.Identity;

/// <summary>
/// Who asks, as the gateway has vouched for them. Bind it as an endpoint's parameter; the endpoint must require one of
/// <see cref="Policies"/>.
/// </summary>
/// <param name="SessionId">Names the session; cannot open it.</param>
public sealed record Caller(string TenantId, PersonKind Kind, Guid PersonId, string Name, Guid SessionId)
{
    /// <summary>The caller as others may see them.</summary>
    public PersonRef Person => new(Kind, PersonId, Name);

    public bool IsStaff => Kind == PersonKind.Staff;

    /// <summary>Not null for a session that a link opened: the one chat that exists for it.</summary>
    public Guid? ChatId { get; init; }

    /// <summary>Whether a chat is there for this session at all; what the person may see in it is another question.</summary>
    public bool MaySee(Guid chatId) => ChatId is null || ChatId == chatId;

    /// <summary>Called by minimal APIs.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult(From(context.User));
    }

    /// <summary>Null when the principal did not come out of an internal token.</summary>
    public static Caller? From(ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.FindFirstValue(Claims.Tenant) is { Length: > 0 } tenant
            && Enum.TryParse<PersonKind>(user.FindFirstValue(Claims.Kind), ignoreCase: true, out var kind)
            && Guid.TryParse(user.FindFirstValue(Claims.Subject), out var person)
            && Guid.TryParse(user.FindFirstValue(Claims.Session), out var session)
            ? new Caller(tenant, kind, person, user.FindFirstValue(Claims.Name) ?? "", session) { ChatId = ChatOf(user) }
            : null;
    }

    // One that cannot be read is a chat that nobody has: a limit that is not understood must not fall away.
    private static Guid? ChatOf(ClaimsPrincipal user) => user.FindFirstValue(Claims.Chat) is { } text
        ? Guid.TryParse(text, out var chat) ? chat : Guid.Empty
        : null;
}

/// <summary>The internal token's claims.</summary>
public static class Claims
{
    public const string Tenant = "tid";
    public const string Subject = "sub";
    public const string Kind = "kind";
    public const string Name = "name";
    public const string Session = "sid";
    public const string Chat = "chat";
}
