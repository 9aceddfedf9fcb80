using System.Text.Json;
using Meet.Chat.Chats;
using Meet.Chat.Events;
using Meet.Chat.Working;
using Meet.Contracts.Meets;
using Meet.ServiceDefaults.Http;

namespace Meet.Chat.Entries;

/// <summary>A Meet in a chat's timeline: one entry per Meet, which changes with it.</summary>
internal static class MeetEntries
{
    private const string Find = """
        select id, version,
               meet_state = @state and meet_was_live = @wasLive and meet_missed = @missed and meet_called_back = @calledBack as stands
          from chat.entries where tenant_id = @tenant and meet_id = @meet
        """;

    private const string Insert = """
        with place as (
          update chat.chats
             set last_position = last_position + 1, last_customer_position = last_customer_position + @seen
           where tenant_id = @tenant and id = @chat
          returning last_position, last_customer_position)
        insert into chat.entries (
          tenant_id, chat_id, id, position, customer_position, version, kind, internal, author_kind, author_id,
          meet_id, meet_state, meet_was_live, meet_missed, meet_called_back, meet, customer_meet, at)
        select @tenant, @chat, @id, last_position, case when @seen = 1 then last_customer_position end, @version, 'meet', @seen = 0,
               @authorKind, @author, @meet, @state, @wasLive, @missed, @calledBack, @json::jsonb, @customerJson::jsonb, @startedAt
          from place
        """;

    private const string Update = """
        update chat.entries
           set version = @version, meet_state = @state, meet_was_live = @wasLive, meet_missed = @missed, meet_called_back = @calledBack,
               meet = @json::jsonb, customer_meet = case when customer_position is null then null else @customerJson::jsonb end
         where tenant_id = @tenant and id = @id
        """;

    // Missed: the newest missed Meet that nobody called back, unless the two sides have spoken since.
    private const string RaiseChat = """
        update chat.chats c
           set live_meet_id = (
                 select e.meet_id from chat.entries e
                  where e.tenant_id = c.tenant_id and e.chat_id = c.id and e.kind = 'meet' and e.meet_state <> 'ended'
                  order by e.position desc limit 1),
               customer_live_meet_id = (
                 select e.meet_id from chat.entries e
                  where e.tenant_id = c.tenant_id and e.chat_id = c.id and e.kind = 'meet' and e.meet_state <> 'ended'
                    and e.customer_position is not null
                  order by e.position desc limit 1),
               missed_meet_id = (
                 select e.meet_id from chat.entries e
                  where e.tenant_id = c.tenant_id and e.chat_id = c.id and e.kind = 'meet' and not e.internal
                    and e.meet_missed and not e.meet_called_back
                    and not exists (
                      select 1 from chat.entries later
                       where later.tenant_id = e.tenant_id and later.chat_id = e.chat_id and later.kind = 'meet'
                         and not later.internal and later.meet_was_live and later.position > e.position)
                  order by e.position desc limit 1),
               version = version + 1,
               updated_at = greatest(updated_at, @now),
               customer_version = customer_version + @seen,
               customer_updated_at = case when @seen = 1 then greatest(customer_updated_at, @now) else customer_updated_at end
         where c.tenant_id = @tenant and c.id = @chat
        """;

    /// <returns>False when there was nothing to write: an old version, or a Meet outside of the tenant's chats.</returns>
    public static async Task<bool> WriteAsync(Work work, MeetChanged changed)
    {
        var meet = changed.View;
        // Whatever the message says: an internal conversation's Meet is none of the customer's business (PRODUCT.md, rule 6).
        var customers = meet.Place == MeetPlace.CustomerChat ? changed.CustomerView : null;
        if (await ChatHead.LockAsync(work, meet.ChatId, customer: null) is null)
            return false;
        var stand = new
        {
            tenant = work.TenantId,
            meet = meet.MeetId,
            state = Words.Of(meet.State),
            wasLive = meet.LiveAt is not null,
            missed = meet.EndReason == EndReason.Missed,
            calledBack = meet.CalledBackBy is not null,
        };
        var known = await work.FindAsync<Known>(Find, stand);
        if (known is not null && known.Version >= changed.Version)
            return false;

        var arguments = new
        {
            stand.tenant,
            chat = meet.ChatId,
            id = known?.Id ?? Guid.CreateVersion7(work.Now),
            now = work.Now,
            seen = customers is null ? 0 : 1,
            version = changed.Version,
            authorKind = Words.Of(meet.StartedBy.Kind),
            author = meet.StartedBy.Id,
            stand.meet,
            stand.state,
            stand.wasLive,
            stand.missed,
            stand.calledBack,
            json = JsonSerializer.Serialize(meet, JsonDefaults.Options),
            customerJson = customers is null ? null : JsonSerializer.Serialize(customers, JsonDefaults.Options),
            startedAt = meet.StartedAt,
        };
        await work.ExecuteAsync(known is null ? Insert : Update, arguments);
        // Who comes and goes shows in the entry alone.
        if (known is not { Stands: true })
            await work.ExecuteAsync(RaiseChat, arguments);
        work.Append(meet.ChatId, new MeetEntryChanged(arguments.id, meet.MeetId, changed.Version, customers is null));
        return true;
    }

    private sealed class Known
    {
        public Guid Id { get; init; }
        public long Version { get; init; }

        /// <summary>The chat shows nothing of the Meet that would be different now.</summary>
        public bool Stands { get; init; }
    }
}
