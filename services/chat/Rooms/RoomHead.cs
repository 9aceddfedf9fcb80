using Meet.Chat.Working;
using Meet.Contracts.Chat;

namespace Meet.Chat.Rooms;

/// <summary>What decides about a change, read under the room's lock: changes of one room happen one after the other.</summary>
internal sealed class RoomHead
{
    private const string Lock = """
        select id, kind, name
          from chat.rooms r
         where tenant_id = @tenant and id = @room
           and (@member::uuid is null or exists (
                 select 1 from chat.room_members m where m.tenant_id = r.tenant_id and m.room_id = r.id and m.person_id = @member))
           for update
        """;

    private const string MemberIds = "select person_id from chat.room_members where tenant_id = @tenant and room_id = @room";

    public Guid Id { get; init; }
    public RoomKind Kind { get; init; }
    public string Name { get; init; } = "";

    /// <summary>Null when the tenant has no such room, or the person is not in it.</summary>
    /// <param name="member">Null: whoever it is that a Meet's news comes from.</param>
    public static async Task<RoomHead?> LockAsync(Work work, Guid room, Guid? member)
    {
        var found = await work.FindAsync<RoomHead>(Lock, new { tenant = work.TenantId, room, member });
        // Whoever waited for the lock saw the members as they were before it.
        return found is null || member is null || (await MembersAsync(work, room)).Contains(member.Value) ? found : null;
    }

    public static async Task<HashSet<Guid>> MembersAsync(Work work, Guid room) =>
        [.. await work.ListAsync<Guid>(MemberIds, new { tenant = work.TenantId, room })];
}
