using Dapper;
using Meet.Contracts.Chat;
using Npgsql;

namespace Meet.Chat.Rooms;

/// <summary>Reads rooms with everything that their view shows. The connection is one of the tenant's.</summary>
internal static class RoomQueries
{
    /// <summary>More rooms than anybody follows; the oldest of more are found no more in the list.</summary>
    private const int MaxRooms = 500;

    private const string Columns = """
        select r.id, r.version, r.tenant_id, r.kind, r.name, r.last_position, r.live_meet_id, r.created_at, r.updated_at,
               l.kind as last_kind,
               left(coalesce(l.text, (
                 select f.name from chat.files f
                  where f.tenant_id = l.tenant_id and f.room_entry_id = l.id order by f.place limit 1)), 140) as last_text,
               l.author_id as last_author_id, la.name as last_author_name, l.at as last_at,
               l.meet_state as last_meet_state, l.meet_missed as last_missed
        from chat.rooms r
        left join chat.room_entries l on l.tenant_id = r.tenant_id and l.room_id = r.id and l.position = r.last_position
        left join chat.staff la on la.tenant_id = l.tenant_id and la.id = l.author_id
        where r.tenant_id = @tenant

        """;

    private const string OfMember = """
        and exists (
          select 1 from chat.room_members m where m.tenant_id = r.tenant_id and m.room_id = r.id and m.person_id = @member)

        """;

    private const string ByIds = Columns + "and r.id = any(@rooms)";

    private const string ById = Columns + OfMember + "and r.id = @room";

    private const string Newest = Columns + OfMember + "order by r.updated_at desc, r.id desc limit @limit";

    private const string MembersOf = """
        select m.room_id, m.person_id, s.name, m.read_position
          from chat.room_members m
          join chat.staff s on s.tenant_id = m.tenant_id and s.id = m.person_id
         where m.tenant_id = @tenant and m.room_id = any(@rooms)
         order by m.joined_at, m.person_id
        """;

    /// <summary>Null also for somebody who is not a member.</summary>
    public static async Task<RoomView?> FindAsync(NpgsqlConnection connection, string tenant, Guid room, Guid member)
    {
        var rows = await connection.QueryAsync<RoomRow>(ById, new { tenant, room, member });
        return (await WithMembersAsync(connection, tenant, rows.AsList())).SingleOrDefault();
    }

    /// <summary>The member's rooms; the one with the newest entry first.</summary>
    public static async Task<IReadOnlyList<RoomView>> OfMemberAsync(NpgsqlConnection connection, string tenant, Guid member)
    {
        var rows = await connection.QueryAsync<RoomRow>(Newest, new { tenant, member, limit = MaxRooms });
        return await WithMembersAsync(connection, tenant, rows.AsList());
    }

    public static async Task<IReadOnlyList<RoomView>> ListAsync(NpgsqlConnection connection, string tenant, Guid[] rooms)
    {
        var rows = await connection.QueryAsync<RoomRow>(ByIds, new { tenant, rooms });
        return await WithMembersAsync(connection, tenant, rows.AsList());
    }

    private static async Task<IReadOnlyList<RoomView>> WithMembersAsync(NpgsqlConnection connection, string tenant, List<RoomRow> rows)
    {
        if (rows.Count == 0)
            return [];
        var members = await connection.QueryAsync<RoomMemberRow>(MembersOf, new { tenant, rooms = rows.ConvertAll(row => row.Id).ToArray() });
        var byRoom = members.ToLookup(member => member.RoomId);
        return rows.ConvertAll(row => row.View(byRoom[row.Id]));
    }
}
