using Meet.Chat.Chats;
using Meet.Chat.Database;
using Meet.Chat.Entries;
using Meet.Contracts.Chat;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Chat.People;

/// <param name="After">For the next page; null at the end.</param>
internal sealed record CustomerPage(IReadOnlyList<CustomerProfile> Items, string? After);

internal sealed record CustomersChats(IReadOnlyList<ChatView> Items);

/// <summary>Customers as staff see them, and what customers say about themselves.</summary>
internal static class CustomersApi
{
    private const int Page = 50;
    private const int MaxQuery = 100;

    public static void MapCustomers(this IEndpointRouteBuilder api)
    {
        var customers = api.MapGroup("/customers").WithTags("People").RequireAuthorization(Policies.Staff);
        customers.MapGet("", SearchAsync);
        customers.MapGet("/{id:guid}", GetAsync);
        customers.MapPut("/{id:guid}", EditCustomer.ByStaffAsync);
        customers.MapGet("/{id:guid}/chats", ChatsAsync);
        api.MapPut("/me", EditCustomer.ByCustomerAsync).WithTags("People").RequireAuthorization(Policies.Customer);
    }

    private static async Task<Results<Ok<CustomerPage>, ProblemHttpResult>> SearchAsync(
        string? q, string? after, Caller caller, ChatDatabase database, CancellationToken cancellationToken)
    {
        ChatCursor? cursor = null;
        if (after is not null && !ChatCursor.TryParse(after, out cursor))
            return ChatProblems.BadRequest("after: the value of a page before.");
        if (!string.IsNullOrEmpty(q) && !UserText.IsValid(q, MaxQuery))
            return ChatProblems.BadRequest("q: at most 100 characters.");
        await using var connection = await database.OpenAsync(caller.TenantId, cancellationToken);
        var digits = string.IsNullOrEmpty(q) || PhoneNumbers.SearchDigits(q) is not { } typed ? null : $"%{typed}%";
        var rows = await CustomerProfiles.SearchAsync(connection, caller.TenantId, LikePattern.Of(q), digits, cursor, Page + 1);
        var page = rows.Take(Page).ToList();
        return TypedResults.Ok(new CustomerPage(
            page, rows.Count > Page ? new ChatCursor(page[^1].LastSeenAt, page[^1].Person.Id).ToString() : null));
    }

    private static async Task<Results<Ok<CustomerProfile>, ProblemHttpResult>> GetAsync(
        Guid id, Caller caller, ChatDatabase database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(caller.TenantId, cancellationToken);
        return await CustomerProfiles.FindAsync(connection, caller.TenantId, id) is { } profile
            ? TypedResults.Ok(profile)
            : ChatProblems.NotFound();
    }

    private static async Task<Results<Ok<CustomersChats>, ProblemHttpResult>> ChatsAsync(
        Guid id, Caller caller, ChatDatabase database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(caller.TenantId, cancellationToken);
        if (await CustomerProfiles.FindAsync(connection, caller.TenantId, id) is null)
            return ChatProblems.NotFound();
        var rows = await ChatQueries.OfCustomerAsync(connection, caller.TenantId, id, Page);
        return TypedResults.Ok(new CustomersChats([.. rows.Select(row => row.ForStaff())]));
    }
}
