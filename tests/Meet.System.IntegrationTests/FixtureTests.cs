using Meet.Testing;
using Npgsql;

namespace Meet.SystemTests;

public sealed class FixtureTests(PostgresFixture first, RabbitMqFixture broker) : IClassFixture<PostgresFixture>, IClassFixture<RabbitMqFixture>
{
    [Fact]
    public async Task Each_fixture_has_a_database_of_its_own_that_is_gone_afterwards()
    {
        var second = new PostgresFixture();
        await second.InitializeAsync();
        await ExecuteAsync(second.DataSource, "create table only_here (id int)");
        (await CountAsync(first, "select count(*) from pg_tables where tablename = 'only_here'")).ShouldBe(0);

        var database = new NpgsqlConnectionStringBuilder(second.ConnectionString).Database;
        await second.DisposeAsync();
        (await CountAsync(first, $"select count(*) from pg_database where datname = '{database}'")).ShouldBe(0);
    }

    [Fact]
    public void The_broker_is_on_loopback() => new Uri(broker.ConnectionString).Host.ShouldBe("127.0.0.1");

    private static async Task<long> CountAsync(PostgresFixture fixture, string sql)
    {
        await using var command = fixture.DataSource.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
