using Dapper;
using Meet.Chat.Database;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Chat.Chats;

/// <summary>How many chats are in the inbox's views; …Unread: of these, how many with messages that staff have not read.</summary>
internal sealed record InboxCount(int Mine, int Unassigned, int All, int Snoozed, int Missed, int MineUnread, int UnassignedUnread);

internal static class InboxCounts
{
    private const string Sql = """
        select count(*) filter (where mine)::int as mine,
               count(*) filter (where unassigned)::int as unassigned,
               count(*) filter (where state = 'open')::int as "all",
               count(*) filter (where snoozed)::int as snoozed,
               count(*) filter (where missed_meet_id is not null)::int as missed,
               count(*) filter (where mine and unread)::int as mine_unread,
               count(*) filter (where unassigned and unread)::int as unassigned_unread
          from (
            select c.state, c.missed_meet_id, z.until is not null as snoozed,
                   c.state = 'open' and z.until is null and c.assignee_id = @me as mine,
                   c.state = 'open' and z.until is null and c.assignee_id is null as unassigned,
                   (c.assignee_id is null or c.assignee_id = @me) and exists (
                     select 1 from chat.entries e
                      where e.tenant_id = c.tenant_id and e.chat_id = c.id and e.position > c.staff_read_position
                        and e.kind = 'message' and e.author_kind = 'customer') as unread
              from chat.chats c
              left join chat.snoozes z on z.tenant_id = c.tenant_id and z.chat_id = c.id
             where c.tenant_id = @tenant and (c.state = 'open' or c.missed_meet_id is not null)) open
        """;

    public static async Task<Ok<InboxCount>> HandleAsync(Caller caller, ChatDatabase database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(caller.TenantId, cancellationToken);
        return TypedResults.Ok(await connection.QuerySingleAsync<InboxCount>(Sql, new { tenant = caller.TenantId, me = caller.PersonId }));
    }
}
