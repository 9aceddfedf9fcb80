using Meet.Chat.Chats;
using Meet.Chat.Entries;
using Meet.Chat.Events;
using Meet.Chat.Working;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Chat.People;

/// <param name="Name">1 to 60 characters.</param>
/// <param name="Email">Null or empty: none.</param>
/// <param name="Phone">E.164, or as people write it in Japan; null or empty: none.</param>
internal sealed record CustomerContact(string? Name, string? Email, string? Phone)
{
    public const int MaxName = 60;

    private const string Lock = "select name, email, phone from chat.customers where tenant_id = @tenant and id = @customer for no key update";

    private const string Write = "update chat.customers set name = @name, email = @email, phone = @phone where tenant_id = @tenant and id = @customer";

    /// <summary>As it is kept; the problem when something of it cannot be.</summary>
    public (CustomerContact Kept, ProblemHttpResult? Problem) Check()
    {
        var kept = new CustomerContact(
            Name?.Trim(), string.IsNullOrWhiteSpace(Email) ? null : Email.Trim(), string.IsNullOrWhiteSpace(Phone) ? null : PhoneNumbers.Normalize(Phone));
        if (!UserText.IsValid(kept.Name, MaxName))
            return (kept, ChatProblems.BadRequest("name: 1 to 60 characters."));
        if (kept.Email is not null && !EmailAddress.IsValid(kept.Email))
            return (kept, ChatProblems.BadRequest("email: an address such as name@example.com."));
        return !string.IsNullOrWhiteSpace(Phone) && kept.Phone is null
            ? (kept, ChatProblems.BadRequest("phone: E.164 such as +819012345678, or a Japanese number that begins with 0."))
            : (kept, null);
    }

    /// <summary>Locks the customer; null when the tenant has none of that id.</summary>
    public static async Task<CustomerContact?> FindAsync(Work work, Guid customer) =>
        await work.FindAsync<Row>(Lock, new { tenant = work.TenantId, customer }) is { } row ? new(row.Name, row.Email, row.Phone) : null;

    /// <summary>A new name shows in the customer's chats, and is told.</summary>
    public async Task WriteAsync(Work work, Guid customer, CustomerContact before)
    {
        await work.ExecuteAsync(Write, new { tenant = work.TenantId, customer, name = Name, email = Email, phone = Phone });
        if (Name == before.Name)
            return;
        await ConcernedChats.TouchCustomersAsync(work, customer);
        work.Append(customer, new CustomerRenamed(customer));
    }

    private sealed class Row
    {
        public string Name { get; init; } = "";
        public string? Email { get; init; }
        public string? Phone { get; init; }
    }
}
