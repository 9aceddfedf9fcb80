using Meet.Chat.Working;

namespace Meet.Chat.Rooms;

/// <summary>Who is in a room. A new one begins with everything read that was said before them.</summary>
internal static class RoomMembers
{
    private const string OnTeam = "select count(*)::int from chat.staff where tenant_id = @tenant and id = any(@people)";

    private const string Insert = """
        insert into chat.room_members (tenant_id, room_id, person_id, read_position, joined_at)
        select @tenant, @room, person.id, r.last_position, @now
          from unnest(@people) with ordinality person (id, place)
          join chat.rooms r on r.tenant_id = @tenant and r.id = @room
         order by person.place
        on conflict do nothing
        """;

    private const string Delete = "delete from chat.room_members where tenant_id = @tenant and room_id = @room and person_id = any(@people)";

    /// <param name="people">Each once.</param>
    public static async Task<bool> AreOnTeamAsync(Work work, IReadOnlyCollection<Guid> people) =>
        await work.FindAsync<int>(OnTeam, new { tenant = work.TenantId, people = people.ToArray() }) == people.Count;

    public static Task<int> AddAsync(Work work, Guid room, IReadOnlyCollection<Guid> people) =>
        work.ExecuteAsync(Insert, new { tenant = work.TenantId, room, people = people.ToArray(), now = work.Now });

    public static Task<int> RemoveAsync(Work work, Guid room, IReadOnlyCollection<Guid> people) =>
        work.ExecuteAsync(Delete, new { tenant = work.TenantId, room, people = people.ToArray() });
}
