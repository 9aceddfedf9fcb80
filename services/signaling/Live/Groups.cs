using Meet.ServiceDefaults.Identity;

namespace Meet.Signaling.Live;

/// <summary>
/// To whom something can be pushed. Staff and customers have groups of their own kinds: whatever is sent to staff cannot reach a
/// customer, not even by a wrong id.
/// </summary>
internal static class Groups
{
    /// <summary>All staff of a workspace.</summary>
    public static string Staff(string tenantId) => $"staff/{tenantId}";

    /// <summary>One of the staff.</summary>
    public static string StaffPerson(string tenantId, Guid personId) => $"staff/{tenantId}/{personId:N}";

    /// <summary>A customer's pages for which every chat of theirs is there.</summary>
    public static string Customer(string tenantId, Guid personId) => $"customer/{tenantId}/{personId:N}";

    /// <summary>A customer's pages that a link opened: no other chat is there for them.</summary>
    public static string CustomerInChat(string tenantId, Guid personId, Guid chatId) => $"{Customer(tenantId, personId)}/{chatId:N}";

    /// <summary>All pages of a customer that may be told of this chat.</summary>
    public static IEnumerable<string> CustomerOf(string tenantId, Guid personId, Guid chatId) =>
        [Customer(tenantId, personId), CustomerInChat(tenantId, personId, chatId)];

    /// <summary>The groups that a caller's connection belongs to. Staff have no sessions of one chat: such a one would be told nothing.</summary>
    public static IEnumerable<string> Of(Caller caller) => caller switch
    {
        { IsStaff: true, ChatId: null } => [StaffPerson(caller.TenantId, caller.PersonId), Staff(caller.TenantId)],
        { IsStaff: true } => [],
        { ChatId: { } chat } => [CustomerInChat(caller.TenantId, caller.PersonId, chat)],
        _ => [Customer(caller.TenantId, caller.PersonId)],
    };
}
