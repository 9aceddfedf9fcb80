using Dapper;
using Meet.Contracts.Chat;
using Meet.Notification.Links;
using Npgsql;

namespace Meet.Notification.Messages;

/// <summary>
/// Keeps the newest of each Meet. A ring by link makes one message a channel: the primary key sees to it that it is once, however often
/// and wherever the news arrives. A Meet's end shortens the lives of its links.
/// </summary>
internal sealed class MeetBook(NpgsqlDataSource source, TimeProvider time)
{
    private const string Keep = """
        insert into notification.meets as m (tenant_id, meet_id, chat_id, customer_id, version, rings_until, over_at, heard_at)
        values (@TenantId, @MeetId, @ChatId, @CustomerId, @Version, @RingsUntil, @OverAt, @now)
        on conflict (tenant_id, meet_id) do update
          set version = excluded.version, rings_until = excluded.rings_until, over_at = excluded.over_at, heard_at = excluded.heard_at
        where m.version < excluded.version
        """;

    private const string Want = """
        insert into notification.messages
          (tenant_id, meet_id, channel, id, chat_id, customer_id, state, due_at, created_at, changed_at)
        values (@TenantId, @MeetId, @channel, @id, @ChatId, @CustomerId, 'wanted', @now, @now, @now)
        on conflict (tenant_id, meet_id, channel) do nothing
        """;

    private const string Shorten = """
        update notification.links set expires_at = least(expires_at, @until) where tenant_id = @TenantId and meet_id = @MeetId
        """;

    public async Task WriteAsync(MeetNews news, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await connection.ExecuteAsync(Keep, Values(news, now)) == 0)
            return;
        if (news.RingsUntil is not null)
        {
            foreach (var channel in Enum.GetValues<DeliveryChannel>())
                await connection.ExecuteAsync(Want, Values(news, now, Words.Of(channel), Guid.CreateVersion7(now)));
        }

        if (news.OverAt is { } over)
            await connection.ExecuteAsync(Shorten, new { news.TenantId, news.MeetId, until = over + LinkLife.AfterTheMeet });
        await transaction.CommitAsync(cancellationToken);
    }

    private static object Values(MeetNews news, DateTimeOffset now, string? channel = null, Guid? id = null) =>
        new { news.TenantId, news.MeetId, news.ChatId, news.CustomerId, news.Version, news.RingsUntil, news.OverAt, now, channel, id };
}
