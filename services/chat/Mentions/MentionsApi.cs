using Dapper;
using Meet.Chat.Chats;
using Meet.Chat.Database;
using Meet.Chat.Entries;
using Meet.Chat.Rooms;
using Meet.Contracts.Chat;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Meet.Chat.Mentions;

/// <param name="RoomId">Where it is in a room; then <paramref name="ChatId"/> is the room's id too, as in its entries.</param>
/// <param name="Title">The customer's name, or the room's; of a direct message the other one's.</param>
internal sealed record Mention(ChatEntryView Entry, Guid ChatId, Guid? RoomId, string Title, bool Read);

/// <param name="Items">Newest first.</param>
/// <param name="After">For the next page; null at the end.</param>
/// <param name="Unread">Of all, not of this page.</param>
internal sealed record MentionPage(IReadOnlyList<Mention> Items, string? After, int Unread);

/// <summary>Where somebody on the team was named.</summary>
internal static class MentionsApi
{
    private const int MaxLimit = 100;

    // Whoever has left a room hears no more of it.
    private const string IsThere = """
         and (m.room_id is null or exists (
               select 1 from chat.room_members x where x.tenant_id = m.tenant_id and x.room_id = m.room_id and x.person_id = m.staff_id))
        """;

    private const string List = """
        select m.entry_id, m.room_id, m.at, m.read, coalesce(k.name, r.name) as title
          from chat.mentions m
          left join chat.chats c on c.tenant_id = m.tenant_id and c.id = m.chat_id
          left join chat.customers k on k.tenant_id = c.tenant_id and k.id = c.customer_id
          left join chat.rooms r on r.tenant_id = m.tenant_id and r.id = m.room_id
         where m.tenant_id = @tenant and m.staff_id = @me and (@at::timestamptz is null or (m.at, m.entry_id) < (@at, @id))
        """ + IsThere + """

         order by m.at desc, m.entry_id desc limit @limit
        """;

    private const string CountUnread = "select count(*)::int from chat.mentions m where m.tenant_id = @tenant and m.staff_id = @me and not m.read" + IsThere;

    private const string ReadAll = "update chat.mentions set read = true where tenant_id = @tenant and staff_id = @me and not read";

    public static void MapMentions(this IEndpointRouteBuilder api)
    {
        var mentions = api.MapGroup("/mentions").WithTags("Mentions").RequireAuthorization(Policies.Staff);
        mentions.MapGet("", ListAsync);
        mentions.MapPost("/read", ReadAsync);
    }

    private static async Task<Results<Ok<MentionPage>, ProblemHttpResult>> ListAsync(
        string? after, int? limit, Caller caller, ChatDatabase database, CancellationToken cancellationToken)
    {
        ChatCursor? cursor = null;
        if (limit is < 1 or > MaxLimit)
            return ChatProblems.BadRequest("limit: 1 to 100.");
        if (after is not null && !ChatCursor.TryParse(after, out cursor))
            return ChatProblems.BadRequest("after: the value of a page before.");
        var count = limit ?? 50;
        await using var connection = await database.OpenAsync(caller.TenantId, cancellationToken);
        var (tenant, me) = (caller.TenantId, caller.PersonId);
        var rows = (await connection.QueryAsync<Row>(List, new { tenant, me, at = cursor?.At, id = cursor?.Id, limit = count + 1 })).AsList();
        var page = rows.Take(count).ToList();
        var items = await ItemsAsync(connection, tenant, page);
        var unread = await connection.QuerySingleAsync<int>(CountUnread, new { tenant, me });
        return TypedResults.Ok(new MentionPage(
            items, rows.Count > count ? new ChatCursor(page[^1].At, page[^1].EntryId).ToString() : null, unread));
    }

    private static async Task<NoContent> ReadAsync(Caller caller, ChatDatabase database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(caller.TenantId, cancellationToken);
        await connection.ExecuteAsync(ReadAll, new { tenant = caller.TenantId, me = caller.PersonId });
        return TypedResults.NoContent();
    }

    private static async Task<List<Mention>> ItemsAsync(NpgsqlConnection connection, string tenant, List<Row> page)
    {
        var inChats = page.Where(row => row.RoomId is null).Select(row => row.EntryId).ToArray();
        var inRooms = page.Where(row => row.RoomId is not null).Select(row => row.EntryId).ToArray();
        var entries = (await EntryQueries.ListAsync(connection, tenant, inChats)).Select(entry => entry.ForStaff())
            .Concat((await RoomEntryQueries.ListAsync(connection, tenant, inRooms)).Select(entry => entry.View()))
            .ToDictionary(entry => entry.EntryId);
        return
        [
            .. page.Where(row => entries.ContainsKey(row.EntryId)).Select(row =>
                new Mention(entries[row.EntryId], entries[row.EntryId].ChatId, row.RoomId, TitleOf(row, entries[row.EntryId]), row.Read)),
        ];
    }

    /// <summary>A direct message is called by the other one's name, and it is they who wrote.</summary>
    private static string TitleOf(Row row, ChatEntryView entry) => row.Title is { Length: > 0 } title ? title : entry.Author?.Name ?? "";

    private sealed class Row
    {
        public Guid EntryId { get; init; }
        public Guid? RoomId { get; init; }
        public DateTimeOffset At { get; init; }
        public bool Read { get; init; }
        public string? Title { get; init; }
    }
}
