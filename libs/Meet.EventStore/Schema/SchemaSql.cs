namespace Meet.EventStore;

/// <summary>
/// Marten 9's event tables: Guid streams, conjoined tenancy, correlation id, causation id and headers on. Names and column
/// order are Marten's, so that Marten finds nothing to change when it is pointed at the schema.
/// </summary>
internal static class SchemaSql
{
    public const string StreamsKey = "pkey_mt_streams_tenant_id_id";
    public const string StreamAndVersionIndex = "pk_mt_events_stream_and_version";

    /// <summary>Every statement does nothing where the object exists.</summary>
    public static string Tables(string schema) => $"""
        create table if not exists {schema}.mt_streams (
            tenant_id varchar not null default '*DEFAULT*',
            id uuid not null,
            type varchar null,
            version bigint null,
            timestamp timestamptz not null default (now()),
            created timestamptz not null default (now()),
            is_archived bool null default false,
            constraint {StreamsKey} primary key (tenant_id, id)
        );

        create table if not exists {schema}.mt_events (
            seq_id bigint not null,
            id uuid not null,
            stream_id uuid null,
            version bigint not null,
            data jsonb not null,
            bdata bytea null,
            type varchar(500) not null,
            timestamp timestamptz not null default (now()),
            tenant_id varchar null default '*DEFAULT*',
            mt_dotnet_type varchar null,
            correlation_id varchar null,
            causation_id varchar null,
            headers jsonb null,
            is_archived bool null default false,
            constraint pkey_mt_events_seq_id primary key (seq_id),
            constraint fkey_mt_events_stream_id_tenant_id foreign key (tenant_id, stream_id)
                references {schema}.mt_streams (tenant_id, id)
        );

        create unique index if not exists {StreamAndVersionIndex} on {schema}.mt_events (tenant_id, stream_id, version);

        create sequence if not exists {schema}.mt_events_sequence;
        alter sequence {schema}.mt_events_sequence owned by {schema}.mt_events.seq_id;

        create table if not exists {schema}.mt_event_progression (
            name varchar not null,
            last_seq_id bigint null,
            last_updated timestamptz null default (transaction_timestamp()),
            constraint pk_mt_event_progression primary key (name)
        );
        """;
}
