using Meet.Chat.Chats;
using Meet.Chat.Entries;
using Meet.Chat.Working;
using Meet.Contracts.Chat;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Chat.Rooms;

/// <param name="Name">1 to 80 characters; null leaves it.</param>
/// <param name="Add">Who is in it already stays.</param>
/// <param name="Remove">Oneself is to leave.</param>
internal sealed record RoomChange(string? Name, IReadOnlyList<Guid>? Add, IReadOnlyList<Guid>? Remove);

/// <summary>Any member renames a team chat, brings people in and takes them out. Asking for what is so already changes nothing.</summary>
internal static class ChangeRoom
{
    private const string Rename = """
        update chat.rooms set name = @name, version = version + 1, updated_at = greatest(updated_at, @now) where tenant_id = @tenant and id = @room
        """;

    private const string Raise = "update chat.rooms set version = version + 1 where tenant_id = @tenant and id = @room";

    public static async Task<Results<Ok<RoomView>, ProblemHttpResult>> HandleAsync(
        Guid id, RoomChange change, Caller caller, Works works, CancellationToken cancellationToken)
    {
        if (change.Name is not null && !UserText.IsValid(change.Name, OpenRoom.MaxName))
            return ChatProblems.BadRequest("name: 1 to 80 characters.");
        if (change.Add?.Count > OpenRoom.MaxMembers || change.Remove?.Count > OpenRoom.MaxMembers)
            return ChatProblems.BadRequest("add, remove: at most 201.");

        await using var work = await works.BeginAsync(caller.TenantId, cancellationToken);
        if (await RoomHead.LockAsync(work, id, caller.PersonId) is not { } room)
            return ChatProblems.NotFound();
        if (room.Kind == RoomKind.Direct)
            return RoomProblems.DirectMessage();
        var before = await RoomHead.MembersAsync(work, id);
        var added = (change.Add ?? []).Except(before).ToList();
        var removed = (change.Remove ?? []).Intersect(before).ToList();
        if (!await RoomMembers.AreOnTeamAsync(work, added))
            return RoomProblems.NotOnTeam("add");
        if (before.Count + added.Count - removed.Count > OpenRoom.MaxMembers)
            return ChatProblems.BadRequest("add: a room has at most 201 members.");

        await WriteAsync(work, room, change.Name?.Trim() ?? room.Name, caller.PersonId, added, removed);
        // As it is now: whoever has just left sees it for the last time.
        var view = (await RoomQueries.ListAsync(work.Connection, work.TenantId, [id])).Single();
        await work.CommitAsync(cancellationToken);
        return TypedResults.Ok(view);
    }

    private static async Task WriteAsync(Work work, RoomHead room, string name, Guid by, List<Guid> added, List<Guid> removed)
    {
        if (name != room.Name)
        {
            await work.ExecuteAsync(Rename, new { tenant = work.TenantId, room = room.Id, name, now = work.Now });
            work.Append(room.Id, new RoomRenamed(by));
        }

        if (added.Count + removed.Count > 0)
        {
            await RoomMembers.AddAsync(work, room.Id, added);
            await RoomMembers.RemoveAsync(work, room.Id, removed);
            await work.ExecuteAsync(Raise, new { tenant = work.TenantId, room = room.Id });
            work.Append(room.Id, new RoomMembersChanged(by, added, removed));
        }
    }
}
