using Meet.Chat.Chats;
using Meet.Chat.Events;
using Meet.Chat.Working;
using Meet.Contracts.Notifications;

namespace Meet.Chat.Deliveries;

internal static class DeliveryLog
{
    private const string Upsert = """
        insert into chat.deliveries as d (tenant_id, notification_id, meet_id, channel, state, error, version, at)
        values (@tenant, @notification, @meet, @channel, @state, @error, @version, @at)
        on conflict (tenant_id, notification_id) do update
          set state = excluded.state, error = excluded.error, version = excluded.version, at = excluded.at
          where d.version < excluded.version
        """;

    private const string FindEntry = "select id from chat.entries where tenant_id = @tenant and chat_id = @chat and meet_id = @meet";

    /// <summary>The newest version of a message wins. The chat's lock keeps it apart from the Meet's own entry being written.</summary>
    /// <returns>False when there was nothing to write: an old version, or a chat that the tenant does not have.</returns>
    public static async Task<bool> WriteAsync(Work work, NotificationChanged changed)
    {
        if (await ChatHead.LockAsync(work, changed.ChatId, customer: null) is null)
            return false;
        var (tenant, meet) = (work.TenantId, changed.MeetId);
        var written = await work.ExecuteAsync(Upsert, new
        {
            tenant,
            notification = changed.NotificationId,
            meet,
            channel = Words.Of(changed.Channel),
            state = Words.Of(changed.State),
            error = changed.Error,
            version = changed.Version,
            at = changed.At,
        });
        if (written == 0)
            return false;
        // Before the Meet has its entry there is nothing to tell: the entry will be told with it.
        if (await work.FindAsync<Guid?>(FindEntry, new { tenant, chat = changed.ChatId, meet }) is { } entry)
            work.Append(changed.ChatId, new DeliveryChanged(entry, changed.NotificationId, changed.Version));
        return true;
    }
}
