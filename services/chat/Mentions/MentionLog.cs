using Meet.Chat.Working;

namespace Meet.Chat.Mentions;

/// <summary>Who was named where. Whoever names themselves needs no telling.</summary>
internal static class MentionLog
{
    /// <summary>How many people a message may name.</summary>
    public const int Max = 20;

    private const string OnTeam = "select count(*)::int from chat.staff where tenant_id = @tenant and id = any(@staff)";

    private const string Insert = """
        insert into chat.mentions (tenant_id, staff_id, entry_id, chat_id, room_id, at)
        select @tenant, named.id, @entry, @chat, @room, @now from unnest(@staff::uuid[]) as named (id) where named.id <> @author
        """;

    public static async Task<bool> AreOnTeamAsync(Work work, IReadOnlyCollection<Guid> staff) =>
        staff.Count == 0 || await work.FindAsync<int>(OnTeam, new { tenant = work.TenantId, staff = staff.ToArray() }) == staff.Count;

    /// <summary>One of <paramref name="chat"/> and <paramref name="room"/> is where the entry stands.</summary>
    /// <param name="staff">Each once.</param>
    public static async Task AddAsync(Work work, Guid entry, Guid? chat, Guid? room, Guid author, IReadOnlyCollection<Guid> staff)
    {
        if (staff.Count > 0)
            await work.ExecuteAsync(Insert, new { tenant = work.TenantId, entry, chat, room, author, staff = staff.ToArray(), now = work.Now });
    }
}
