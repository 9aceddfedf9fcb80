using Dapper;
using Npgsql;

namespace Meet.Notification.Messages;

/// <summary>
/// Messages for which something is due. One is leased to a single process, for a minute by the database's clock; one that dies loses what it has
/// leased as soon as it is taken for dead (<see cref="MissingWorkers"/>). A try is doubtful from its beginning until its end is written down.
/// </summary>
internal sealed class MessageQueue(NpgsqlDataSource source, WorkerSession session)
{
    /// <summary>Most messages that one process has leased at once.</summary>
    public const int Batch = 16;

    private const string Lease = """
        update notification.messages m set leased_until = now() + interval '60 seconds', leased_by = @me, doubtful = m.state = 'queued'
        from (
            select id, doubtful from notification.messages
            where due_at <= @now and (leased_until is null or leased_until < now() or leased_by = any(@dead))
            order by due_at limit @batch for update skip locked
        ) due, notification.meets t
        where m.id = due.id and t.tenant_id = m.tenant_id and t.meet_id = m.meet_id
        returning m.id, m.tenant_id, m.meet_id, m.chat_id, m.customer_id, m.channel, m.state, m.recipient, m.sender, m.subject, m.body,
                  m.tries, due.doubtful, t.rings_until, t.over_at
        """;

    private const string Missing = """
        select distinct m.leased_by from notification.messages m
         where m.due_at is not null and m.leased_until >= now() and m.leased_by <> @me
           and not exists (
             select from pg_locks l
              where l.locktype = 'advisory' and l.granted and l.classid::bigint = @lockClass and l.objid::bigint = m.leased_by and l.objsubid = 2
                and l.database = (select oid from pg_database where datname = current_database()))
        """;

    // Nothing is written over what came meanwhile: a status from the provider, or another replica after the lease.
    private const string Guard = "where id = @Id and state = @State and tries = @Tries";

    private const string Wipe = "recipient = null, sender = null, subject = null, body = null, due_at = null, leased_until = null, leased_by = null, doubtful = false";

    private const string Later = $"""
        update notification.messages set due_at = @due, leased_until = null, leased_by = null, tries = tries + @more, doubtful = @doubtful {Guard}
        """;

    private const string End = $"""
        update notification.messages
           set state = @to, error = @error, provider_id = @provider, tries = tries + 1, version = version + 1, changed_at = @now, {Wipe}
        {Guard}
        """;

    private const string Release = $"update notification.messages set leased_until = null, leased_by = null {Guard}";

    private const string Skip = $"update notification.messages set state = 'skipped', changed_at = @now, {Wipe} {Guard}";

    /// <summary>Other processes that hold a lease, and have no session just now.</summary>
    public async Task<IReadOnlyCollection<int>> MissingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<int>(new CommandDefinition(
            Missing, new { me = session.Id, lockClass = (long)WorkerSession.LockClass }, cancellationToken: cancellationToken))).AsList();
    }

    /// <param name="now">By the product's clock.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="dead">Whose leases count no more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<DueMessage>> TakeAsync(DateTimeOffset now, int most, int[] dead, CancellationToken cancellationToken)
    {
        // What it leased could not be told from a dead process's.
        if (!session.IsHeld)
            return [];
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<DueMessage>(
            new CommandDefinition(Lease, new { now, batch = most, dead, me = session.Id }, cancellationToken: cancellationToken))).AsList();
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

    /// <summary>For whoever goes on with it: this process stops, and ends no step of it. A try that had begun is doubtful.</summary>
    public Task ReleaseAsync(DueMessage message) => WriteAsync(Release, message, new { });

    // What was done is written down even while the service stops.
    private async Task WriteAsync(string sql, DueMessage message, object values)
    {
        var parameters = new DynamicParameters(values);
        parameters.AddDynamicParams(new { message.Id, message.State, message.Tries });
        await using var connection = await source.OpenConnectionAsync(CancellationToken.None);
        await connection.ExecuteAsync(sql, parameters);
    }
}
