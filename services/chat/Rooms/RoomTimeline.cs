using Meet.Chat.Mentions;
using Meet.Chat.Working;

namespace Meet.Chat.Rooms;

/// <summary>Puts messages into a room whose row is locked. What somebody writes, they have read up to.</summary>
internal static class RoomTimeline
{
    private const string Insert = """
        with place as (
          update chat.rooms
             set last_position = last_position + 1, version = version + 1, updated_at = greatest(updated_at, @now)
           where tenant_id = @tenant and id = @room
          returning last_position),
        reader as (
          update chat.room_members m set read_position = place.last_position
            from place where m.tenant_id = @tenant and m.room_id = @room and m.person_id = @author)
        insert into chat.room_entries (tenant_id, room_id, id, position, kind, author_id, text, client_id, mentions, at)
        select @tenant, @room, @id, last_position, 'message', @author, @text, @clientId, @mentions, @now
          from place
        """;

    public static async Task<Guid> AddMessageAsync(
        Work work, Guid room, Guid author, string? text, Guid clientId, IReadOnlyCollection<Guid> mentions)
    {
        var id = Guid.CreateVersion7(work.Now);
        await work.ExecuteAsync(
            Insert,
            new { tenant = work.TenantId, room, id, author, text, clientId, mentions = mentions.ToArray(), now = work.Now });
        await MentionLog.AddAsync(work, id, chat: null, room, author, mentions);
        work.Append(room, new RoomMessagePosted(id, author));
        return id;
    }
}
