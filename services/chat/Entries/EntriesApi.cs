using Meet.Chat.Chats;
using Meet.Chat.Database;
using Meet.Contracts.Chat;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Chat.Entries;

/// <param name="Items">Oldest first.</param>
/// <param name="Before">For the page before this one; null at the chat's beginning.</param>
internal sealed record EntryPage(IReadOnlyList<ChatEntryView> Items, long? Before);

/// <summary>A chat's timeline.</summary>
internal static class EntriesApi
{
    private const int MaxLimit = 100;

    public static void MapEntries(this IEndpointRouteBuilder api)
    {
        var entries = api.MapGroup("/chats/{id:guid}").WithTags("Entries").RequireAuthorization(Policies.Person);
        entries.MapGet("/entries", ListAsync);
        entries.MapPost("/messages", PostMessage.HandleAsync);
    }

    private static async Task<Results<Ok<EntryPage>, ProblemHttpResult>> ListAsync(
        Guid id, long? before, int? limit, Caller caller, ChatDatabase database, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > MaxLimit)
            return ChatProblems.BadRequest("limit: 1 to 100.");
        var count = limit ?? 50;
        await using var connection = await database.OpenAsync(caller.TenantId, cancellationToken);
        if (await ChatQueries.FindAsync(connection, caller, id) is null)
            return ChatProblems.NotFound();

        var newestFirst = await EntryQueries.TimelineAsync(connection, caller.TenantId, id, caller.Kind, before, count + 1);
        var items = newestFirst.Take(count).Reverse().Select(row => row.For(caller.Kind)).OfType<ChatEntryView>().ToList();
        return TypedResults.Ok(new EntryPage(items, newestFirst.Count > count ? items[0].Position : null));
    }
}
