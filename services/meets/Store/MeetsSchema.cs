using Npgsql;

namespace Meet.Meets.Store;

/// <summary>The tables beside the event store's own. All are derived from the events and written in their transaction.</summary>
internal static class MeetsSchema
{
    public const string Name = "meets";

    /// <summary>The primary key that refuses a second Meet: see <see cref="Domain.Claims"/>.</summary>
    public const string OneMeetAtATime = "one_meet_at_a_time";

    private const string Tables = $"""
        create table if not exists {Name}.meet_views (
            tenant_id varchar not null,
            meet_id uuid not null,
            chat_id uuid not null,
            started_at timestamptz not null,
            version bigint not null,
            active uuid[] not null,
            view jsonb not null,
            primary key (tenant_id, meet_id)
        );
        -- Null in rows that an older release wrote: which node such a Meet lives at, its events say.
        alter table {Name}.meet_views add column if not exists media_node varchar;
        create index if not exists meet_views_of_chat on {Name}.meet_views (tenant_id, chat_id, started_at desc);
        create index if not exists meet_views_people on {Name}.meet_views using gin (view jsonb_path_ops);
        create index if not exists meet_views_active on {Name}.meet_views using gin (active) where cardinality(active) > 0;
        create index if not exists meet_views_node on {Name}.meet_views (media_node) where cardinality(active) > 0;

        create table if not exists {Name}.meet_claims (
            tenant_id varchar not null,
            kind varchar not null,
            id uuid not null,
            meet_id uuid not null,
            constraint {OneMeetAtATime} primary key (tenant_id, kind, id)
        );

        create table if not exists {Name}.meet_deadlines (
            tenant_id varchar not null,
            meet_id uuid not null,
            kind varchar not null,
            subject uuid not null,
            due_at timestamptz not null,
            leased_until timestamptz,
            primary key (tenant_id, meet_id, kind, subject)
        );
        create index if not exists meet_deadlines_due on {Name}.meet_deadlines (due_at);
        """;

    /// <summary>One replica after the other: "if not exists" alone lets two creators collide in the catalog.</summary>
    public static async Task ApplyAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"select pg_advisory_xact_lock(hashtextextended('{Name}.tables', 0)); {Tables}";
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
