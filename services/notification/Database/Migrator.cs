using System.Globalization;
using System.Reflection;
using Dapper;
using Meet.ServiceDefaults.Database;
using Npgsql;

namespace Meet.Notification.Database;

/// <summary>
/// Brings the schema up to this release: numbered .sql files, each applied once, all in one transaction. Replicas that start
/// together wait for each other at an advisory lock.
/// </summary>
internal sealed partial class Migrator(NpgsqlDataSource source, TimeProvider time, ILogger<Migrator> logger) : IMigration
{
    private const string Lock = "select pg_advisory_xact_lock(hashtextextended('meet.notification.migrations', 0))";

    // CREATE SCHEMA IF NOT EXISTS asks for a right on the database even where the schema is there.
    private const string Prepare = """
        do $$ begin
          if to_regnamespace('notification') is null then create schema notification; end if;
        end $$;
        create table if not exists notification.migrations (number integer primary key, name text not null, applied_at timestamptz not null);
        """;

    private const string Applied = "select number from notification.migrations";

    private const string Record = "insert into notification.migrations (number, name, applied_at) values (@number, @name, @now)";

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(Lock);
        await connection.ExecuteAsync(Prepare);
        var applied = (await connection.QueryAsync<int>(Applied)).ToHashSet();
        foreach (var (number, name, sql) in Embedded().Where(file => !applied.Contains(file.Number)))
        {
            await connection.ExecuteAsync(new CommandDefinition(sql, cancellationToken: cancellationToken));
            await connection.ExecuteAsync(Record, new { number, name, now = time.GetUtcNow() });
            MigrationApplied(logger, name);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The files' names begin with their number: <c>001_notification</c>.</summary>
    private static IEnumerable<(int Number, string Name, string Sql)> Embedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => char.IsAsciiDigit(name[0])).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (int.Parse(name.AsSpan(0, 3), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
        }
    }

    [LoggerMessage(8001, LogLevel.Information, "Applied migration {Name}")]
    private static partial void MigrationApplied(ILogger logger, string name);
}
