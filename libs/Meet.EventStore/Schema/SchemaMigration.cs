using Npgsql;

namespace Meet.EventStore;

/// <summary>Brings the schema up to date, one replica after the other.</summary>
internal static class SchemaMigration
{
    public static async Task RunAsync(NpgsqlDataSource dataSource, string schema, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Transaction-scoped: whoever dies in the middle frees the others. "if not exists" alone is not safe at once: two creators
        // can both see nothing and collide in the catalog.
        await ExecuteAsync($"select pg_advisory_xact_lock(hashtextextended('{schema}.mt_schema', 0))");
        // "create schema if not exists" asks for the right to create one even where there is nothing to create.
        await using (var exists = new NpgsqlCommand($"select to_regnamespace('{schema}') is not null", connection, transaction))
        {
            if (await exists.ExecuteScalarAsync(cancellationToken) is not true)
                await ExecuteAsync($"create schema {schema}");
        }

        // A start without anything to change takes no lock on the tables, so it never waits for, or holds up, running appends.
        await using (var complete = new NpgsqlCommand($"select to_regclass('{schema}.mt_event_progression') is not null", connection, transaction))
        {
            if (await complete.ExecuteScalarAsync(cancellationToken) is not true)
                await ExecuteAsync(SchemaSql.Tables(schema));
        }

        await transaction.CommitAsync(cancellationToken);

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
