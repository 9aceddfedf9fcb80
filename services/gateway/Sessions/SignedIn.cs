using Meet.Contracts.Identity;

namespace Meet.Gateway.Sessions;

/// <summary>Whom a request comes from, once chat has told. Equal when nothing about the person changed.</summary>
internal sealed record SignedIn(
    string TenantId, string TenantName, string Kind, Guid PersonId, string Name, Guid SessionId, bool OperatorSeat)
{
    public bool Admin { get; init; }

    /// <summary>Of a session that a link opened: the one chat that it may see.</summary>
    public Guid? ChatId { get; init; }

    public static SignedIn From(Principal principal) => new(
        principal.TenantId,
        principal.TenantName,
        principal.PersonKind,
        Guid.Parse(principal.PersonId),
        principal.Name,
        Guid.Parse(principal.SessionId),
        principal.OperatorSeat)
    {
        Admin = principal.Admin,
        // One that cannot be read is a chat that nobody has: the limit must not fall away.
        ChatId = principal.ChatId.Length == 0 ? null : Guid.TryParse(principal.ChatId, out var chat) ? chat : Guid.Empty,
    };

    /// <summary>What the person is told about themselves.</summary>
    public Me Me => new(Kind, PersonId, Name, TenantId, TenantName, OperatorSeat, Admin, ChatId);
}

/// <param name="Kind"><c>staff</c> or <c>customer</c>.</param>
/// <param name="ChatId">Not null for a session that a link opened: the one chat that it may see.</param>
internal sealed record Me(
    string Kind, Guid Id, string Name, string TenantId, string TenantName, bool OperatorSeat, bool Admin, Guid? ChatId);
