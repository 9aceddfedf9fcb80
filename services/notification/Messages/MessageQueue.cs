using Dapper;
using Npgsql;

namespace Meet.Notification.Messages;

/// <summary>
/// Messages for which something is due. One is leased to a single replica; a replica that dies with a lease loses it after a minute, by
/// the database's clock, since that is about the life of a process. A try is doubtful from its beginning until its end is written down.
/// </summary>
internal sealed class MessageQueue(NpgsqlDataSource source)
{
    /// <summary>Most messages taken at once.</summary>
    public const int Batch = 16;

    private const string Lease = """
        update notification.messages m set leased_until = now() + interval '60 seconds', doubtful = m.state = 'queued'
        from (
            select id, doubtful from notification.messages
            where due_at <= @now and (leased_until is null or leased_until < now())
            order by due_at limit @batch for update skip locked
        ) due, notification.meets t
        where m.id = due.id and t.tenant_id = m.tenant_id and t.meet_id = m.meet_id
        returning m.id, m.tenant_id, m.meet_id, m.chat_id, m.customer_id, m.channel, m.state, m.recipient, m.sender, m.subject, m.body,
                  m.tries, due.doubtful, t.rings_until, t.over_at
        """;

    // Nothing is written over what came meanwhile: a status from the provider, or another replica after the lease.
    private const string Guard = "where id = @Id and state = @State and tries = @Tries";

    private const string Wipe = "recipient = null, sender = null, subject = null, body = null, due_at = null, leased_until = null, doubtful = false";

    private const string Later = $"""
        update notification.messages set due_at = @due, leased_until = null, tries = tries + @more, doubtful = @doubtful {Guard}
        """;

    private const string End = $"""
        update notification.messages
           set state = @to, error = @error, provider_id = @provider, tries = tries + 1, version = version + 1, changed_at = @now, {Wipe}
        {Guard}
        """;

    private const string Skip = $"update notification.messages set state = 'skipped', changed_at = @now, {Wipe} {Guard}";

    public async Task<IReadOnlyList<DueMessage>> TakeAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<DueMessage>(
            new CommandDefinition(Lease, new { now, batch = Batch }, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>Asked for again at <paramref name="due"/>; chat did not answer.</summary>
    public Task AskLaterAsync(DueMessage message, DateTimeOffset due) =>
        WriteAsync(Later, message, new { due, more = 0, doubtful = false });

    /// <summary>Tried again at <paramref name="due"/>.</summary>
    public Task TryLaterAsync(DueMessage message, DateTimeOffset due, bool doubtful) =>
        WriteAsync(Later, message, new { due, more = 1, doubtful });

    /// <summary>For good, with a new version to tell about.</summary>
    public Task EndAsync(DueMessage message, string to, string? error, string? provider, DateTimeOffset now) =>
        WriteAsync(End, message, new { to, error, provider, now });

    /// <summary>For good, with nothing to tell.</summary>
    public Task SkipAsync(DueMessage message, DateTimeOffset now) => WriteAsync(Skip, message, new { now });

    // What was done is written down even while the service stops.
    private async Task WriteAsync(string sql, DueMessage message, object values)
    {
        var parameters = new DynamicParameters(values);
        parameters.AddDynamicParams(new { message.Id, message.State, message.Tries });
        await using var connection = await source.OpenConnectionAsync(CancellationToken.None);
        await connection.ExecuteAsync(sql, parameters);
    }
}
