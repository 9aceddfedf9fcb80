using System.Text.Json;
using Meet.Chat.Working;
using Meet.Contracts.Meets;
using Meet.ServiceDefaults.Http;

namespace Meet.Chat.Rooms;

/// <summary>A Meet in a room: one entry per Meet, which changes with it.</summary>
internal static class RoomMeetEntries
{
    private const string Find = """
        select id, version, meet_state = @state and meet_missed = @missed as stands
          from chat.room_entries where tenant_id = @tenant and meet_id = @meet
        """;

    // Whoever calls has read as far as they had, and their own call.
    private const string Insert = """
        with place as (
          update chat.rooms set last_position = last_position + 1, updated_at = greatest(updated_at, @now)
           where tenant_id = @tenant and id = @room
          returning last_position),
        reader as (
          update chat.room_members m set read_position = place.last_position
            from place
           where m.tenant_id = @tenant and m.room_id = @room and m.person_id = @author and m.read_position = place.last_position - 1)
        insert into chat.room_entries (tenant_id, room_id, id, position, version, kind, author_id, meet_id, meet_state, meet_missed, meet, at)
        select @tenant, @room, @id, last_position, @version, 'meet', @author, @meet, @state, @missed, @json::jsonb, @startedAt
          from place
        """;

    private const string Update = """
        update chat.room_entries set version = @version, meet_state = @state, meet_missed = @missed, meet = @json::jsonb
         where tenant_id = @tenant and id = @id
        """;

    private const string RaiseRoom = """
        update chat.rooms r
           set live_meet_id = (
                 select e.meet_id from chat.room_entries e
                  where e.tenant_id = r.tenant_id and e.room_id = r.id and e.kind = 'meet' and e.meet_state <> 'ended'
                  order by e.position desc limit 1),
               version = version + 1
         where r.tenant_id = @tenant and r.id = @room
        """;

    /// <returns>False when there was nothing to write: an old version, or a Meet outside of the tenant's rooms.</returns>
    public static async Task<bool> WriteAsync(Work work, MeetChanged changed)
    {
        var meet = changed.View;
        if (await RoomHead.LockAsync(work, meet.ChatId, member: null) is null)
            return false;
        var stand = new
        {
            tenant = work.TenantId,
            meet = meet.MeetId,
            state = Words.Of(meet.State),
            missed = meet.EndReason == EndReason.Missed,
        };
        var known = await work.FindAsync<Known>(Find, stand);
        if (known is not null && known.Version >= changed.Version)
            return false;

        var arguments = new
        {
            stand.tenant,
            room = meet.ChatId,
            id = known?.Id ?? Guid.CreateVersion7(work.Now),
            now = work.Now,
            version = changed.Version,
            author = meet.StartedBy.Id,
            stand.meet,
            stand.state,
            stand.missed,
            json = JsonSerializer.Serialize(meet, JsonDefaults.Options),
            startedAt = meet.StartedAt,
        };
        await work.ExecuteAsync(known is null ? Insert : Update, arguments);
        // Who comes and goes shows in the entry alone.
        if (known is not { Stands: true })
            await work.ExecuteAsync(RaiseRoom, arguments);
        work.Append(meet.ChatId, new RoomMeetEntryChanged(arguments.id, meet.MeetId, changed.Version));
        return true;
    }

    private sealed class Known
    {
        public Guid Id { get; init; }
        public long Version { get; init; }

        /// <summary>The room shows nothing of the Meet that would be different now.</summary>
        public bool Stands { get; init; }
    }
}
