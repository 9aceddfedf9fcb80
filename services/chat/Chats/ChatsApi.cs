using Meet.Chat.Database;
using Meet.Chat.Entries;
using Meet.Contracts.Chat;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Chat.Chats;

/// <param name="After">For the next page; null at the end.</param>
internal sealed record ChatPage(IReadOnlyList<ChatView> Items, string? After);

/// <summary>The inbox, and a customer's own chats.</summary>
internal static class ChatsApi
{
    private const int MaxLimit = 100;
    private const int MaxQuery = 100;

    public static void MapChats(this IEndpointRouteBuilder api)
    {
        var chats = api.MapGroup("/chats").WithTags("Chats");
        chats.MapGet("", ListAsync).RequireAuthorization(Policies.Person);
        chats.MapPost("", OpenChat.HandleAsync).RequireAuthorization(Policies.Customer);
        chats.MapGet("/{id:guid}", GetAsync).RequireAuthorization(Policies.Person);
        chats.MapPut("/{id:guid}/assignee", ChangeHandling.AssignAsync).RequireAuthorization(Policies.Staff);
        chats.MapPost("/{id:guid}/close", ChangeHandling.CloseAsync).RequireAuthorization(Policies.Staff);
        chats.MapPost("/{id:guid}/reopen", ChangeHandling.ReopenAsync).RequireAuthorization(Policies.Staff);
        chats.MapPost("/for-customer", OpenForCustomer.HandleAsync).RequireAuthorization(Policies.Staff);
        chats.MapPost("/{id:guid}/typing", Typing.HandleAsync).RequireAuthorization(Policies.Person);
        chats.MapGet("/counts", InboxCounts.HandleAsync).RequireAuthorization(Policies.Staff);
        chats.MapPost("/{id:guid}/snooze", Snoozing.SnoozeAsync).RequireAuthorization(Policies.Staff);
        chats.MapPost("/{id:guid}/wake", Snoozing.WakeAsync).RequireAuthorization(Policies.Staff);
        chats.MapPost("/{id:guid}/read", MarkRead.HandleAsync).RequireAuthorization(Policies.Person);
    }

    private static async Task<Results<Ok<ChatPage>, ProblemHttpResult>> ListAsync(
        string? view, string? q, string? after, int? limit, Caller caller, ChatDatabase database, CancellationToken cancellationToken)
    {
        ChatCursor? cursor = null;
        var tab = InboxView.All;
        if (limit is < 1 or > MaxLimit)
            return ChatProblems.BadRequest("limit: 1 to 100.");
        if (after is not null && !ChatCursor.TryParse(after, out cursor))
            return ChatProblems.BadRequest("after: the value of a page before.");
        if (view is not null && !TryReadView(view, out tab))
            return ChatProblems.BadRequest("view: mine, unassigned, all, snoozed, missed or closed.");
        if (!string.IsNullOrEmpty(q) && !UserText.IsValid(q, MaxQuery))
            return ChatProblems.BadRequest("q: at most 100 characters.");

        var count = limit ?? 50;
        await using var connection = await database.OpenAsync(caller.TenantId, cancellationToken);
        var rows = caller.IsStaff
            ? await ChatQueries.InboxAsync(connection, caller.TenantId, caller.PersonId, tab, LikePattern.Of(q), cursor, count + 1)
            : await ChatQueries.OwnAsync(connection, caller, cursor, count + 1);
        var page = rows.Take(count).ToList();
        return TypedResults.Ok(new ChatPage(
            [.. page.Select(row => row.For(caller.Kind))],
            rows.Count > count ? CursorAt(page[^1], caller).ToString() : null));
    }

    private static async Task<Results<Ok<ChatView>, ProblemHttpResult>> GetAsync(
        Guid id, Caller caller, ChatDatabase database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(caller.TenantId, cancellationToken);
        return await ChatQueries.FindAsync(connection, caller, id) is { } row
            ? TypedResults.Ok(row.For(caller.Kind))
            : ChatProblems.NotFound();
    }

    private static ChatCursor CursorAt(ChatRow row, Caller caller) =>
        new(caller.IsStaff ? row.UpdatedAt : row.CustomerUpdatedAt, row.Id);

    private static bool TryReadView(string text, out InboxView view)
    {
        view = text switch
        {
            "mine" => InboxView.Mine,
            "unassigned" => InboxView.Unassigned,
            "snoozed" => InboxView.Snoozed,
            "missed" => InboxView.Missed,
            "closed" => InboxView.Closed,
            _ => InboxView.All,
        };
        return text == "all" || view != InboxView.All;
    }
}
