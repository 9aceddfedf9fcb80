using Meet.Chat.Chats;
using Meet.Chat.Entries;
using Meet.Chat.Identity;
using Meet.Chat.Settings;
using Meet.Chat.Working;
using Meet.ServiceDefaults.Http;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace Meet.Chat.People;

/// <param name="Name">1 to 60 characters.</param>
/// <param name="Password">10 to 256 characters.</param>
internal sealed record NewMember(string? Name, string? Email, string? Password, bool OperatorSeat, bool Admin);

/// <summary>An admin takes somebody onto the team.</summary>
internal static class AddMember
{
    public const int MaxName = 60;
    public const int MinPassword = 10;
    public const int MaxPassword = 256;

    private const string InsertLogin = """
        insert into chat.staff_logins (address, tenant_id, staff_id, password_hash) values (@address, @tenant, @id, @hash)
        on conflict (address) do nothing
        """;

    private const string InsertStaff = """
        insert into chat.staff (tenant_id, id, name, operator_seat, admin, created_at) values (@tenant, @id, @name, @seat, @admin, @now)
        """;

    public static async Task<Results<Created<StaffMember>, ProblemHttpResult>> HandleAsync(
        NewMember member, Caller caller, Works works, IPasswordHasher<StaffLogin> hasher, CancellationToken cancellationToken)
    {
        await using var work = await works.BeginAsync(caller.TenantId, cancellationToken);
        var stream = await Workspaces.LockAsync(work);
        if (!await Workspaces.IsAdminAsync(work, caller.PersonId))
            return ChatProblems.AdminOnly();
        if (!UserText.IsValid(member.Name, MaxName))
            return ChatProblems.BadRequest("name: 1 to 60 characters.");
        if (!EmailAddress.IsValid(member.Email?.Trim()))
            return ChatProblems.BadRequest("email: an address such as name@example.com.");
        if (member.Password is not { Length: >= MinPassword and <= MaxPassword })
            return ChatProblems.BadRequest("password: 10 to 256 characters.");

        var (tenant, id, address) = (work.TenantId, Guid.CreateVersion7(work.Now), SignIn.Normalize(member.Email!));
        var hash = hasher.HashPassword(new StaffLogin(), member.Password);
        if (await work.ExecuteAsync(InsertLogin, new { address, tenant, id, hash }) == 0)
            return Problems.Of(StatusCodes.Status409Conflict, "address_taken", "Somebody signs in with this address already.");
        await work.ExecuteAsync(
            InsertStaff, new { tenant, id, name = member.Name!.Trim(), seat = member.OperatorSeat, admin = member.Admin, now = work.Now });
        await Workspaces.RaiseAsync(work, stream, caller);
        var added = (await StaffApi.ReadAsync(work.Connection, tenant, id))[0];
        await work.CommitAsync(cancellationToken);
        return TypedResults.Created($"/api/chat/staff/{id}", added);
    }
}
