using Meet.Chat.Events;
using Meet.Chat.Working;
using Meet.Contracts;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Chat.Chats;

/// <param name="Position">The last entry seen, by the reader's own counting. Beyond the end counts as the end.</param>
internal sealed record ReadUpTo(long Position);

/// <summary>The read position of a side: one for the whole team, one for the customer. It only moves forward.</summary>
internal static class MarkRead
{
    private const string ByStaff = """
        update chat.chats
           set staff_read_position = least(@position, last_position), version = version + 1, customer_version = customer_version + @shows
         where tenant_id = @tenant and id = @chat and staff_read_position < least(@position, last_position)
        """;

    private const string ByCustomer = """
        update chat.chats
           set customer_read_position = least(@position, last_customer_position), version = version + 1, customer_version = customer_version + 1
         where tenant_id = @tenant and id = @chat and customer_read_position < least(@position, last_customer_position)
        """;

    // Whether staff come past something that the customer sees: only then is it the customer's to know.
    private const string ComesPastSeen = """
        select exists (
          select 1 from chat.entries e join chat.chats c on c.tenant_id = e.tenant_id and c.id = e.chat_id
           where e.tenant_id = @tenant and e.chat_id = @chat and e.customer_position is not null
             and e.position > c.staff_read_position and e.position <= @position)
        """;

    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, ReadUpTo read, Caller caller, Works works, CancellationToken cancellationToken)
    {
        if (read.Position < 0)
            return ChatProblems.BadRequest("position: not negative.");
        await using var work = await works.BeginAsync(caller.TenantId, cancellationToken);
        if (await ChatHead.LockAsync(work, caller, id) is null)
            return ChatProblems.NotFound();
        if (await MoveAsync(work, id, caller.Kind, read.Position))
            await work.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    /// <returns>False when everything up to there had been read before.</returns>
    public static async Task<bool> MoveAsync(Work work, Guid chat, PersonKind reader, long position)
    {
        var tenant = work.TenantId;
        var shows = reader == PersonKind.Customer || await work.FindAsync<bool>(ComesPastSeen, new { tenant, chat, position });
        var sql = reader == PersonKind.Staff ? ByStaff : ByCustomer;
        if (await work.ExecuteAsync(sql, new { tenant, chat, position, shows = shows ? 1 : 0 }) == 0)
            return false;
        work.Append(chat, new ChatReadUpTo(reader, position, shows));
        return true;
    }
}
