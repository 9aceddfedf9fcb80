using Dapper;
using Meet.Chat.Database;
using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Meet.Chat.People;

/// <param name="Ready">On some device that can ring and talk.</param>
/// <param name="Email">With which they sign in.</param>
internal sealed record StaffMember(PersonRef Person, PresenceState Presence, bool Ready, bool OperatorSeat, bool Admin, string Email);

internal sealed record StaffList(IReadOnlyList<StaffMember> Items);

/// <summary>The team: all staff see it, admins change it.</summary>
internal static class StaffApi
{
    private const string Team = """
        select s.id, s.name, s.operator_seat, s.admin, coalesce(p.state, 'offline') as presence, coalesce(p.ready, false) as ready,
               coalesce(l.address, '') as email
          from chat.staff s
          left join chat.presence p on p.tenant_id = s.tenant_id and p.person_kind = 'staff' and p.person_id = s.id
          left join chat.staff_logins l on l.tenant_id = s.tenant_id and l.staff_id = s.id
         where s.tenant_id = @tenant and (@staff::uuid is null or s.id = @staff)
         order by s.id
        """;

    public static void MapStaff(this IEndpointRouteBuilder api)
    {
        var staff = api.MapGroup("/staff").WithTags("People").RequireAuthorization(Policies.Staff);
        staff.MapGet("", ListAsync);
        staff.MapPost("", AddMember.HandleAsync);
        staff.MapPut("/{id:guid}", EditMember.HandleAsync);
    }

    /// <param name="staff">Null: all.</param>
    public static async Task<List<StaffMember>> ReadAsync(NpgsqlConnection connection, string tenant, Guid? staff) =>
        [.. (await connection.QueryAsync<Row>(Team, new { tenant, staff })).Select(row => new StaffMember(
            new PersonRef(PersonKind.Staff, row.Id, row.Name), row.Presence, row.Ready, row.OperatorSeat, row.Admin, row.Email))];

    private static async Task<Ok<StaffList>> ListAsync(Caller caller, ChatDatabase database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(caller.TenantId, cancellationToken);
        return TypedResults.Ok(new StaffList(await ReadAsync(connection, caller.TenantId, staff: null)));
    }

    private sealed class Row
    {
        public Guid Id { get; init; }
        public string Name { get; init; } = "";
        public bool OperatorSeat { get; init; }
        public bool Admin { get; init; }
        public PresenceState Presence { get; init; }
        public bool Ready { get; init; }
        public string Email { get; init; } = "";
    }
}
