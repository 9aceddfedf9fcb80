using Meet.Chat.Chats;
using Meet.Chat.Entries;
using Meet.Chat.Working;
using Meet.Contracts.Chat;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Chat.Rooms;

/// <param name="Name">Of a team chat: 1 to 80 characters.</param>
/// <param name="Members">The others: exactly one for a direct message, 1 to 200 for a team chat.</param>
/// <param name="ClientId">The opener's own id for it; sending it again changes nothing.</param>
internal sealed record NewRoom(RoomKind? Kind, string? Name, IReadOnlyList<Guid>? Members, Guid ClientId);

/// <summary>A team member opens a room. Two people have one direct message, whoever of them asks for it and how often.</summary>
internal static class OpenRoom
{
    public const int MaxName = 80;

    /// <summary>With whoever opened it: as many as a Meet holds, and one.</summary>
    public const int MaxMembers = 201;

    // Where two ask for the same at once, the second one waits here for the first.
    private const string Insert = """
        insert into chat.rooms (tenant_id, id, kind, name, first_id, second_id, opened_by, opening_client_id, created_at, updated_at)
        values (@tenant, @id, @kind, @name,
                case when @other::uuid is not null then least(@caller, @other::uuid) end, case when @other::uuid is not null then greatest(@caller, @other::uuid) end,
                @caller, @clientId, @now, @now)
        on conflict do nothing
        """;

    private const string Opened = """
        select id from chat.rooms
         where tenant_id = @tenant
           and ((opened_by = @caller and opening_client_id = @clientId)
                or (first_id = least(@caller, @other::uuid) and second_id = greatest(@caller, @other::uuid) and @other::uuid is not null))
         order by opened_by = @caller and opening_client_id = @clientId desc
         limit 1
        """;

    public static async Task<Results<Created<RoomView>, Ok<RoomView>, ProblemHttpResult>> HandleAsync(
        NewRoom room, Caller caller, Works works, CancellationToken cancellationToken)
    {
        var others = (room.Members ?? []).Where(member => member != caller.PersonId).Distinct().ToList();
        if (Refuse(room, others.Count) is { } refusal)
            return refusal;

        await using var work = await works.BeginAsync(caller.TenantId, cancellationToken);
        if (!await RoomMembers.AreOnTeamAsync(work, others))
            return RoomProblems.NotOnTeam("members");
        var kind = room.Kind!.Value;
        if (await WriteAsync(work, kind, room.Name?.Trim() ?? "", caller.PersonId, others, room.ClientId) is not { } id)
        {
            var other = kind == RoomKind.Direct ? others[0] : (Guid?)null;
            var before = await work.FindAsync<Guid>(
                Opened, new { tenant = work.TenantId, caller = caller.PersonId, clientId = room.ClientId, other });
            return await RoomQueries.FindAsync(work.Connection, work.TenantId, before, caller.PersonId) is { } known
                ? TypedResults.Ok(known)
                : ChatProblems.NotFound();
        }

        var view = await RoomQueries.FindAsync(work.Connection, work.TenantId, id, caller.PersonId);
        await work.CommitAsync(cancellationToken);
        return TypedResults.Created($"/api/chat/rooms/{id}", view!);
    }

    /// <summary>Null when it was there already.</summary>
    public static async Task<Guid?> WriteAsync(Work work, RoomKind kind, string name, Guid caller, IReadOnlyList<Guid> others, Guid clientId)
    {
        var id = Guid.CreateVersion7(work.Now);
        var other = kind == RoomKind.Direct ? others[0] : (Guid?)null;
        var arguments = new { tenant = work.TenantId, id, kind = Words.Of(kind), name, caller, other, clientId, now = work.Now };
        if (await work.ExecuteAsync(Insert, arguments) == 0)
            return null;
        await RoomMembers.AddAsync(work, id, [caller, .. others]);
        work.Append(id, new RoomOpened(caller));
        return id;
    }

    private static ProblemHttpResult? Refuse(NewRoom room, int others) => room switch
    {
        { ClientId: var id } when id == Guid.Empty => ChatProblems.BadRequest("clientId: a UUID that is not all zeros."),
        { Kind: null } => ChatProblems.BadRequest("kind: team or direct."),
        { Kind: RoomKind.Direct } when others != 1 => ChatProblems.BadRequest("members: exactly one other person for a direct message."),
        { Kind: RoomKind.Direct, Name: not (null or "") } => ChatProblems.BadRequest("name: a direct message has none."),
        { Kind: RoomKind.Team } when others is < 1 or >= MaxMembers => ChatProblems.BadRequest("members: 1 to 200 others."),
        { Kind: RoomKind.Team } when !UserText.IsValid(room.Name, MaxName) => ChatProblems.BadRequest("name: 1 to 80 characters."),
        _ => null,
    };
}
