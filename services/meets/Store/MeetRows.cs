using System.Text.Json;
using Meet.EventStore;
using Meet.Meets.Domain;
using Meet.Meets.Views;
using Meet.ServiceDefaults.Http;

namespace Meet.Meets.Store;

/// <summary>
/// The inline projection: with a Meet's events, in their transaction and round trip, its row of the view, its claims and its
/// deadlines are brought to what the new life says. Only what changed is written.
/// </summary>
internal static class MeetRows
{
    private const string View = $"""
        insert into {MeetsSchema.Name}.meet_views (tenant_id, meet_id, chat_id, started_at, version, active, view, media_node)
        values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8)
        on conflict (tenant_id, meet_id) do update
        set version = excluded.version, active = excluded.active, view = excluded.view, media_node = excluded.media_node
        """;

    private const string Release = $"""
        delete from {MeetsSchema.Name}.meet_claims
        where tenant_id = $1 and meet_id = $2 and (kind, id) in (select * from unnest($3, $4))
        """;

    private const string Take = $"""
        insert into {MeetsSchema.Name}.meet_claims (tenant_id, kind, id, meet_id)
        select $1, kind, id, $2 from unnest($3, $4) with ordinality as c (kind, id, n) order by n
        """;

    private const string ClearDeadlines = $"""
        delete from {MeetsSchema.Name}.meet_deadlines where tenant_id = $1 and meet_id = $2
        """;

    private const string SetDeadlines = $"""
        insert into {MeetsSchema.Name}.meet_deadlines (tenant_id, meet_id, kind, subject, due_at)
        select $1, $2, kind, subject, due_at from unnest($3, $4, $5) as d (kind, subject, due_at)
        """;

    public static void Keep(IEventSession session, MeetLife before, MeetLife after)
    {
        var view = MeetViews.ForStaff(after);
        session.QueueSqlCommand(
            View, after.TenantId, after.Id, after.ChatId, after.StartedAt, after.Version,
            MeetViews.Active(view).Select(person => person.Id).ToArray(), JsonSerializer.Serialize(view, JsonDefaults.Options),
            after.MediaNode);
        var (had, has) = (Claims.Of(before), Claims.Of(after));
        QueueClaims(session, Release, after, [.. had.Except(has)]);
        QueueClaims(session, Take, after, [.. has.Except(had)]);
        var deadlines = Deadlines.Of(after);
        if (!deadlines.SequenceEqual(Deadlines.Of(before)))
        {
            session.QueueSqlCommand(ClearDeadlines, after.TenantId, after.Id);
            session.QueueSqlCommand(
                SetDeadlines, after.TenantId, after.Id,
                deadlines.Select(d => d.Kind.ToString()).ToArray(),
                deadlines.Select(d => d.Subject).ToArray(),
                deadlines.Select(d => d.DueAt).ToArray());
        }
    }

    private static void QueueClaims(IEventSession session, string sql, MeetLife life, Claim[] claims)
    {
        if (claims.Length > 0)
        {
            session.QueueSqlCommand(
                sql, life.TenantId, life.Id, claims.Select(c => c.Kind.ToString()).ToArray(), claims.Select(c => c.Id).ToArray());
        }
    }
}
