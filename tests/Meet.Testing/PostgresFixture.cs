using Npgsql;
using Xunit;

namespace Meet.Testing;

/// <summary>
/// A fresh database for the tests that share this fixture, dropped at the end. The server is the one that
/// <c>MEET_TEST_POSTGRES</c> names (an Npgsql connection string of an administrator) or a private one.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly string _database = $"test_{Guid.NewGuid():N}";
    private string _administrator = "";

    /// <summary>Connection string of the fresh database, as its owner and administrator.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Connections to the fresh database; disposed with the fixture.</summary>
    public NpgsqlDataSource DataSource { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _administrator = await SharedServer.Postgres.ConnectionStringAsync();
        await AdministerAsync($"CREATE DATABASE {_database}");
        ConnectionString = new NpgsqlConnectionStringBuilder(_administrator) { Database = _database }.ConnectionString;
        DataSource = NpgsqlDataSource.Create(ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        if (DataSource is null)
        {
            return;
        }

        await DataSource.DisposeAsync();
        // FORCE: code under test may still hold pooled connections.
        await AdministerAsync($"DROP DATABASE IF EXISTS {_database} WITH (FORCE)");
    }

    private async Task AdministerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(_administrator) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The only variable part is the name that this class made.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
