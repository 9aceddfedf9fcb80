using Npgsql;

namespace Meet.EventStore;

/// <summary>Tells a lost race from every other error of an append.</summary>
internal static class AppendFailure
{
    public static bool IsConflict(PostgresException error) => error.SqlState switch
    {
        // The stream's row exists, or another writer got the version in first.
        PostgresErrorCodes.UniqueViolation => error.ConstraintName is SchemaSql.StreamsKey or SchemaSql.StreamAndVersionIndex,
        // The append's own check: see AppendSql.
        PostgresErrorCodes.NotNullViolation => error is { TableName: "mt_events", ColumnName: "version" },
        _ => false,
    };
}
