using Meet.Chat.Entries;
using Meet.Chat.Events;
using Meet.Chat.Working;
using Meet.Contracts;
using Meet.Contracts.Chat;

namespace Meet.Chat.Chats;

/// <summary>Who handles a chat, and whether it is open. Every change leaves a note in the timeline. The chat's row is locked.</summary>
internal static class Handling
{
    // Both show in the customer's view, also where the note beside them does not.
    private const string SetAssignee = """
        update chat.chats set assignee_id = @staff, customer_version = customer_version + 1 where tenant_id = @tenant and id = @chat
        """;

    private const string SetState = """
        update chat.chats set state = @state, customer_version = customer_version + 1 where tenant_id = @tenant and id = @chat
        """;

    private const string SetSnooze = """
        insert into chat.snoozes (tenant_id, chat_id, until) values (@tenant, @chat, @until)
        on conflict (tenant_id, chat_id) do update set until = excluded.until where snoozes.until <> excluded.until
        """;

    private const string EndSnooze = """
        delete from chat.snoozes where tenant_id = @tenant and chat_id = @chat and (@dueBy::timestamptz is null or until <= @dueBy)
        """;

    // The least busy of those who are there; the oldest team member first among equals.
    private const string LeastBusy = """
        select s.id
          from chat.staff s
          join chat.presence p on p.tenant_id = s.tenant_id and p.person_kind = 'staff' and p.person_id = s.id and p.state = 'online'
          join chat.tenants t on t.id = s.tenant_id and t.auto_assign
         where s.tenant_id = @tenant and s.operator_seat
         order by (select count(*) from chat.chats c where c.tenant_id = s.tenant_id and c.assignee_id = s.id and c.state = 'open'), s.id
         limit 1
        """;

    /// <param name="by">Null: by itself.</param>
    public static async Task AssignAsync(Work work, Guid chat, Guid staff, PersonRef? by)
    {
        await work.ExecuteAsync(SetAssignee, new { tenant = work.TenantId, chat, staff });
        var note = await Timeline.AddNoteAsync(work, chat, NoteKind.Assigned, by, staff);
        work.Append(chat, new ChatAssigned(note, staff, by?.Id));
    }

    public static async Task UnassignAsync(Work work, Guid chat, Guid from, PersonRef by)
    {
        await work.ExecuteAsync(SetAssignee, new { tenant = work.TenantId, chat, staff = (Guid?)null });
        var note = await Timeline.AddNoteAsync(work, chat, NoteKind.Unassigned, by, from);
        work.Append(chat, new ChatUnassigned(note, from, by.Id));
    }

    /// <summary>
    /// With the workspace's setting <c>autoAssign</c>: to the team member with an operator seat who is online and has the
    /// fewest open chats. Without one, the chat stays unassigned.
    /// </summary>
    public static async Task AssignByItselfAsync(Work work, Guid chat)
    {
        if (await work.FindAsync<Guid?>(LeastBusy, new { tenant = work.TenantId }) is { } staff)
            await AssignAsync(work, chat, staff, by: null);
    }

    public static async Task CloseAsync(Work work, Guid chat, PersonRef by)
    {
        await work.ExecuteAsync(SetState, new { tenant = work.TenantId, chat, state = "closed" });
        await work.ExecuteAsync(EndSnooze, new { tenant = work.TenantId, chat, dueBy = (DateTimeOffset?)null });
        var note = await Timeline.AddNoteAsync(work, chat, NoteKind.Closed, by, null);
        work.Append(chat, new ChatClosed(note, by.Id));
    }

    public static async Task ReopenAsync(Work work, Guid chat, PersonRef by)
    {
        await work.ExecuteAsync(SetState, new { tenant = work.TenantId, chat, state = "open" });
        var note = await Timeline.AddNoteAsync(work, chat, NoteKind.Reopened, by, null);
        work.Append(chat, new ChatReopened(note, by.Id));
    }

    /// <summary>Out of sight until then. Staff's business alone: nothing that the customer reads changes, nor its version.</summary>
    public static async Task SnoozeAsync(Work work, Guid chat, DateTimeOffset until, PersonRef by)
    {
        if (await work.ExecuteAsync(SetSnooze, new { tenant = work.TenantId, chat, until }) == 0)
            return;
        var note = await Timeline.AddNoteAsync(work, chat, NoteKind.Snoozed, by, null);
        work.Append(chat, new ChatSnoozed(note, until, by.Id));
    }

    /// <param name="by">Whoever woke it, the customer by writing; null: only if its time has come.</param>
    /// <returns>False when there was nothing to wake.</returns>
    public static async Task<bool> WakeAsync(Work work, Guid chat, PersonRef? by)
    {
        var dueBy = by is null ? work.Now : (DateTimeOffset?)null;
        if (await work.ExecuteAsync(EndSnooze, new { tenant = work.TenantId, chat, dueBy }) == 0)
            return false;
        var note = await Timeline.AddNoteAsync(work, chat, NoteKind.Woken, by, null);
        work.Append(chat, new ChatWoken(note, by?.Id));
        return true;
    }
}
