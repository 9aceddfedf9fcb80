using Meet.Chat.Chats;
using Meet.Chat.Working;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Chat.Rooms;

/// <summary>A member's read position: each has their own, and it only moves forward.</summary>
internal static class MarkRoomRead
{
    private const string Move = """
        with moved as (
          update chat.room_members m set read_position = least(@position, r.last_position)
            from chat.rooms r
           where r.tenant_id = m.tenant_id and r.id = m.room_id
             and m.tenant_id = @tenant and m.room_id = @room and m.person_id = @person
             and m.read_position < least(@position, r.last_position)
          returning m.read_position)
        update chat.rooms set version = version + 1 from moved where tenant_id = @tenant and id = @room
        """;

    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, ReadUpTo read, Caller caller, Works works, CancellationToken cancellationToken)
    {
        if (read.Position < 0)
            return ChatProblems.BadRequest("position: not negative.");
        await using var work = await works.BeginAsync(caller.TenantId, cancellationToken);
        if (await RoomHead.LockAsync(work, id, caller.PersonId) is null)
            return ChatProblems.NotFound();
        if (await MoveAsync(work, id, caller.PersonId, read.Position))
            await work.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    /// <returns>False when everything up to there had been read before.</returns>
    public static async Task<bool> MoveAsync(Work work, Guid room, Guid person, long position)
    {
        if (await work.ExecuteAsync(Move, new { tenant = work.TenantId, room, person, position }) == 0)
            return false;
        work.Append(room, new RoomReadUpTo(person, position));
        return true;
    }
}
