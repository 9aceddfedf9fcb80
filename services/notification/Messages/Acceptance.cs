using Dapper;
using Meet.Notification.Links;
using Meet.Notification.Providers;
using Npgsql;

namespace Meet.Notification.Messages;

/// <summary>
/// Takes a message that is wanted: within its limits it gets its link and its text and is queued, otherwise it is refused. All in one
/// transaction that holds the tenant's place in the count, so that many at once do not slip past a limit together.
/// </summary>
internal sealed class Acceptance(NpgsqlDataSource source, NotificationOptions options, TimeProvider time)
{
    private const string Line = "select pg_advisory_xact_lock(hashtextextended('notification.limits.' || @TenantId, 0))";

    private const string Count = """
        select (count(*) filter (where counted_at > @day))::int as of_tenant,
               (count(*) filter (where customer_id = @CustomerId and counted_at > @hour))::int as of_customer
          from notification.messages
         where tenant_id = @TenantId and channel = @channel and counted_at > @day
        """;

    private const string Queue = """
        update notification.messages
           set state = 'queued', recipient = @recipient, sender = @sender, subject = @subject, body = @body, version = version + 1,
               changed_at = @now, counted_at = @now, due_at = @now, leased_until = null, leased_by = null, doubtful = false
         where id = @Id and state = 'wanted'
        """;

    private const string Refuse = """
        update notification.messages
           set state = 'refused', error = @error, version = version + 1, changed_at = @now, due_at = null, leased_until = null, leased_by = null
         where id = @Id and state = 'wanted'
        """;

    /// <param name="compose">The text for a link.</param>
    public async Task TakeAsync(
        DueMessage message, string recipient, string sender, Func<string, MessageText> compose, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(Line, new { message.TenantId });
        var now = time.GetUtcNow();
        var taken = await connection.QuerySingleAsync<TakenLately>(Count, new
        {
            message.TenantId, message.CustomerId, channel = Words.Of(message.Channel), day = now - Limits.TenantWindow, hour = now - Limits.CustomerWindow,
        });
        if (Limits.Refusal(message.Channel, taken, options.Limits) is { } error)
            await connection.ExecuteAsync(Refuse, new { message.Id, error, now });
        else if (!await QueueAsync(connection, message, recipient, sender, compose, now))
            return;
        await transaction.CommitAsync(cancellationToken);
    }

    /// <returns>False when another replica was faster: its link stays, this one's is rolled back.</returns>
    private async Task<bool> QueueAsync(
        NpgsqlConnection connection, DueMessage message, string recipient, string sender, Func<string, MessageText> compose, DateTimeOffset now)
    {
        // Held until the link is there, so that the end of the Meet, which shortens links, comes before or after it and not between.
        await connection.ExecuteAsync(
            "select 1 from notification.meets where tenant_id = @TenantId and meet_id = @MeetId for share", new { message.TenantId, message.MeetId });
        var link = await LinkStore.AddAsync(
            connection, new LinkTarget(message.TenantId, message.MeetId, message.ChatId, message.CustomerId), now);
        var text = compose($"{options.Site}/m#{link.Token}");
        return await connection.ExecuteAsync(
            Queue, new { message.Id, recipient, sender, subject = text.Subject, body = text.Body, now }) == 1;
    }
}
