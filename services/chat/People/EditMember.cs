using Meet.Chat.Chats;
using Meet.Chat.Entries;
using Meet.Chat.Events;
using Meet.Chat.Rooms;
using Meet.Chat.Settings;
using Meet.Chat.Working;
using Meet.ServiceDefaults.Http;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Chat.People;

/// <summary>Null leaves what it is.</summary>
internal sealed record MemberWanted(string? Name, bool? OperatorSeat, bool? Admin);

/// <summary>An admin changes who somebody on the team is. Somebody who may must always be left.</summary>
internal static class EditMember
{
    private const string Write = """
        update chat.staff set name = @name, operator_seat = @seat, admin = @admin where tenant_id = @tenant and id = @id
        """;

    private const string AnyAdmin = "select exists (select 1 from chat.staff where tenant_id = @tenant and admin)";

    public static async Task<Results<Ok<StaffMember>, ProblemHttpResult>> HandleAsync(
        Guid id, MemberWanted wanted, Caller caller, Works works, CancellationToken cancellationToken)
    {
        await using var work = await works.BeginAsync(caller.TenantId, cancellationToken);
        var stream = await Workspaces.LockAsync(work);
        if (!await Workspaces.IsAdminAsync(work, caller.PersonId))
            return ChatProblems.AdminOnly();
        if (wanted.Name is not null && !UserText.IsValid(wanted.Name, AddMember.MaxName))
            return ChatProblems.BadRequest("name: 1 to 60 characters.");
        if (await StaffApi.ReadAsync(work.Connection, work.TenantId, id) is not [var before])
            return ChatProblems.NotFound();

        var after = before with
        {
            Person = before.Person with { Name = wanted.Name?.Trim() ?? before.Person.Name },
            OperatorSeat = wanted.OperatorSeat ?? before.OperatorSeat,
            Admin = wanted.Admin ?? before.Admin,
        };
        if (after == before)
            return TypedResults.Ok(before);
        var tenant = work.TenantId;
        await work.ExecuteAsync(Write, new { tenant, id, name = after.Person.Name, seat = after.OperatorSeat, admin = after.Admin });
        if (!await work.FindAsync<bool>(AnyAdmin, new { tenant }))
            return Problems.Of(StatusCodes.Status409Conflict, "last_admin", "The workspace would have no admin.");

        await Workspaces.RaiseAsync(work, stream, caller);
        if (after.Person.Name != before.Person.Name)
        {
            await ConcernedChats.TouchAssigneesAsync(work, id);
            await ConcernedRooms.TouchAsync(work, id);
            work.Append(id, new StaffRenamed(id, caller.PersonId));
        }

        await work.CommitAsync(cancellationToken);
        return TypedResults.Ok(after);
    }
}
