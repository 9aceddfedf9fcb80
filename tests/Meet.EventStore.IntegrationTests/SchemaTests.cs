using Meet.Testing;

namespace Meet.EventStore.IntegrationTests;

/// <summary>The catalog against Marten 9's layout (Guid streams, conjoined tenancy, all metadata on).</summary>
public sealed class SchemaTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Columns_types_nullability_and_defaults_are_Martens()
    {
        var store = await TestStore.CreateAsync(postgres);

        (await ColumnsAsync(store, "mt_streams")).ShouldBe(
        [
            "tenant_id character varying not null default '*DEFAULT*'::character varying",
            "id uuid not null",
            "type character varying",
            "version bigint",
            "timestamp timestamp with time zone not null default now()",
            "created timestamp with time zone not null default now()",
            "is_archived boolean default false",
        ]);
        (await ColumnsAsync(store, "mt_events")).ShouldBe(
        [
            "seq_id bigint not null",
            "id uuid not null",
            "stream_id uuid",
            "version bigint not null",
            "data jsonb not null",
            "bdata bytea",
            "type character varying(500) not null",
            "timestamp timestamp with time zone not null default now()",
            "tenant_id character varying default '*DEFAULT*'::character varying",
            "mt_dotnet_type character varying",
            "correlation_id character varying",
            "causation_id character varying",
            "headers jsonb",
            "is_archived boolean default false",
        ]);
        (await ColumnsAsync(store, "mt_event_progression")).ShouldBe(
        [
            "name character varying not null",
            "last_seq_id bigint",
            "last_updated timestamp with time zone default transaction_timestamp()",
        ]);
    }

    [Fact]
    public async Task Keys_indexes_and_the_foreign_key_have_Martens_names_and_column_order()
    {
        var store = await TestStore.CreateAsync(postgres);

        (await ListAsync(store, """
            select conname || ': ' || pg_get_constraintdef(oid) from pg_constraint
            where connamespace = '{schema}'::regnamespace and contype in ('p', 'f', 'u') order by conname
            """)).ShouldBe(
        [
            $"fkey_mt_events_stream_id_tenant_id: FOREIGN KEY (tenant_id, stream_id) REFERENCES {store.Schema}.mt_streams(tenant_id, id)",
            "pk_mt_event_progression: PRIMARY KEY (name)",
            "pkey_mt_events_seq_id: PRIMARY KEY (seq_id)",
            "pkey_mt_streams_tenant_id_id: PRIMARY KEY (tenant_id, id)",
        ]);
        (await ListAsync(store, "select indexdef from pg_indexes where schemaname = '{schema}' and indexname not like '%key%' order by indexname"))
            .ShouldBe(
            [
                $"CREATE UNIQUE INDEX pk_mt_event_progression ON {store.Schema}.mt_event_progression USING btree (name)",
                $"CREATE UNIQUE INDEX pk_mt_events_stream_and_version ON {store.Schema}.mt_events USING btree (tenant_id, stream_id, version)",
            ]);
    }

    [Fact]
    public async Task The_sequence_is_owned_by_the_events_and_nothing_else_is_in_the_schema()
    {
        var store = await TestStore.CreateAsync(postgres);

        (await store.ScalarAsync<string>(
            $"select pg_get_serial_sequence('{store.Schema}.mt_events', 'seq_id')")).ShouldBe($"{store.Schema}.mt_events_sequence");
        (await ListAsync(store, "select relname from pg_class where relnamespace = '{schema}'::regnamespace and relkind in ('r', 'S', 'v', 'm') order by 1"))
            .ShouldBe(["mt_event_progression", "mt_events", "mt_events_sequence", "mt_streams"]);
    }

    [Fact]
    public async Task Four_replicas_may_migrate_at_once_and_again()
    {
        var schema = TestStore.NewSchema();
        var stores = Enumerable.Range(0, 4).Select(_ => TestStore.Build(postgres.DataSource, schema)).ToList();

        await Task.WhenAll(stores.Select(store => Task.Run(() => store.Store.ApplyAllConfiguredChangesToDatabaseAsync())));
        var account = await stores[0].OpenAsync();
        await Task.WhenAll(stores.Select(store => Task.Run(() => store.Store.ApplyAllConfiguredChangesToDatabaseAsync())));

        await using var session = stores[3].Session();
        (await session.Events.FetchStreamAsync(account)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_schema_that_exists_is_filled_without_the_right_to_create_schemas()
    {
        var schema = TestStore.NewSchema();
        var (role, password) = ($"r{Guid.NewGuid():N}"[..16], Guid.NewGuid().ToString("N"));
        var admin = TestStore.Build(postgres.DataSource, schema);
        await admin.ExecuteAsync($"create role {role} login password '{password}'; create schema {schema} authorization {role}");
        try
        {
            await using var dataSource = Npgsql.NpgsqlDataSource.Create(
                new Npgsql.NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Username = role, Password = password });
            var store = TestStore.Build(dataSource, schema);

            await store.Store.ApplyAllConfiguredChangesToDatabaseAsync();

            await store.OpenAsync();
        }
        finally
        {
            await admin.ExecuteAsync($"drop owned by {role} cascade; drop role {role}");
        }
    }

    private static Task<List<string>> ColumnsAsync(TestStore store, string table) => ListAsync(store, $$"""
        select a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
            || case when a.attnotnull then ' not null' else '' end
            || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
        from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = '{schema}.{{table}}'::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum
        """);

    private static async Task<List<string>> ListAsync(TestStore store, string sql)
    {
        await using var command = store.DataSource.CreateCommand(sql.Replace("{schema}", store.Schema, StringComparison.Ordinal));
        await using var reader = await command.ExecuteReaderAsync();
        List<string> found = [];
        while (await reader.ReadAsync())
            found.Add(reader.GetString(0));
        return found;
    }
}
