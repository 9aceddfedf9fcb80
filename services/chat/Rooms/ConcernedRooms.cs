using Dapper;
using Meet.Chat.Working;
using Npgsql;

namespace Meet.Chat.Rooms;

/// <summary>The rooms whose views show a name that changed. Their versions rise with it, locked in the order of their ids.</summary>
internal static class ConcernedRooms
{
    private const string OfMember = """
        select r.id from chat.rooms r
         where r.tenant_id = @tenant and exists (
                 select 1 from chat.room_members m where m.tenant_id = r.tenant_id and m.room_id = r.id and m.person_id = @person)
        """;

    private const string Raise = $"""
        with concerned as ({OfMember} order by r.id for update)
        update chat.rooms r set version = version + 1 from concerned where r.tenant_id = @tenant and r.id = concerned.id
        """;

    public static Task TouchAsync(Work work, Guid person) => work.ExecuteAsync(Raise, new { tenant = work.TenantId, person });

    public static async Task<IEnumerable<Guid>> OfPersonAsync(NpgsqlConnection connection, string tenant, Guid person) =>
        await connection.QueryAsync<Guid>(OfMember, new { tenant, person });
}
