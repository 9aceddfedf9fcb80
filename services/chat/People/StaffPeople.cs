using Dapper;
using Meet.Contracts.Chat;
using Meet.Contracts.Chat.Rpc;
using Npgsql;

namespace Meet.Chat.People;

/// <summary>Team members as chat.proto tells of them.</summary>
internal static class StaffPeople
{
    private const string Columns = """
        select s.id, s.name, s.operator_seat, coalesce(p.state, 'offline') as presence
          from chat.staff s
          left join chat.presence p on p.tenant_id = s.tenant_id and p.person_kind = 'staff' and p.person_id = s.id
         where s.tenant_id = @tenant

        """;

    /// <param name="which">SQL that narrows the tenant's staff <c>s</c>, beginning with "and".</param>
    public static async Task<IEnumerable<StaffPerson>> ListAsync(NpgsqlConnection connection, string which, object arguments) =>
        (await connection.QueryAsync<Row>(Columns + which + " order by s.id", arguments)).Select(row => new StaffPerson
        {
            Id = row.Id.ToString(), Name = row.Name, OperatorSeat = row.OperatorSeat, Reachability = Of(row.Presence),
        });

    public static Reachability Of(PresenceState state) => state switch
    {
        PresenceState.Online => Reachability.Online,
        PresenceState.Idle => Reachability.Idle,
        _ => Reachability.Offline,
    };

    private sealed class Row
    {
        public Guid Id { get; init; }
        public string Name { get; init; } = "";
        public bool OperatorSeat { get; init; }
        public PresenceState Presence { get; init; }
    }
}
