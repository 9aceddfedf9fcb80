using Dapper;
using Meet.Meets.Domain;
using Meet.Meets.Store;
using Npgsql;

namespace Meet.Meets.Timing;

/// <param name="Kind">As the domain names it.</param>
internal sealed record DueDeadline(string TenantId, Guid MeetId, DeadlineKind Kind, Guid Subject);

/// <summary>
/// Deadlines that have come. One is leased to a single replica; a replica that dies with a lease loses it after 4 s, by the database's
/// clock, since that is about the life of a process and not about the product's time. The row goes when the Meet's events
/// say so, in their transaction.
/// </summary>
internal sealed class DueDeadlines(NpgsqlDataSource source)
{
    /// <summary>Most deadlines taken at once.</summary>
    public const int Batch = 100;

    private const string Lease = $"""
        update {MeetsSchema.Name}.meet_deadlines d set leased_until = now() + interval '4 seconds'
        from (
            select tenant_id, meet_id, kind, subject from {MeetsSchema.Name}.meet_deadlines
            where due_at <= @now and (leased_until is null or leased_until < now())
            order by due_at limit @batch for update skip locked
        ) due
        where (d.tenant_id, d.meet_id, d.kind, d.subject) = (due.tenant_id, due.meet_id, due.kind, due.subject)
        returning d.tenant_id, d.meet_id, d.kind, d.subject
        """;

    private const string Earliest = $"select min(due_at) from {MeetsSchema.Name}.meet_deadlines where due_at > @now";

    public async Task<IReadOnlyList<DueDeadline>> TakeAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string TenantId, Guid MeetId, string Kind, Guid Subject)>(
            new CommandDefinition(Lease, new { now, batch = Batch }, cancellationToken: cancellationToken));
        return [.. rows.Select(row => new DueDeadline(row.TenantId, row.MeetId, Enum.Parse<DeadlineKind>(row.Kind), row.Subject))];
    }

    /// <summary>When the next one will be due; null when there is none.</summary>
    public async Task<DateTimeOffset?> NextAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<DateTime?>(
            new CommandDefinition(Earliest, new { now }, cancellationToken: cancellationToken)) is { } next
            ? new DateTimeOffset(next, TimeSpan.Zero)
            : null;
    }
}
