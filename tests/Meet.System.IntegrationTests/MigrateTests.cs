using System.Diagnostics;
using Meet.Testing;
using Npgsql;

namespace Meet.SystemTests;

/// <summary>
/// A service's program told <c>migrate</c>, as an upgrade does before it replaces anything: with the password in <c>PGPASSWORD</c>, where no
/// sign of it can break the connection string.
/// </summary>
public sealed class MigrateTests
{
    [Theory]
    [InlineData("chat", "migrations")]
    [InlineData("meets", "meet_views")]
    [InlineData("notification", "migrations")]
    public async Task It_brings_the_schema_up_and_ends_and_may_be_repeated(string service, string table)
    {
        await using var fixture = new PostgresFixture();
        await fixture.InitializeAsync();

        var first = await MigrateAsync(service, fixture.ConnectionString);
        var second = await MigrateAsync(service, fixture.ConnectionString);

        first.ShouldBe((0, ""));
        second.ShouldBe((0, ""));
        await using var exists = fixture.DataSource.CreateCommand($"select to_regclass('{service}.{table}') is not null");
        (await exists.ExecuteScalarAsync()).ShouldBe(true);
    }

    [Fact]
    public async Task It_fails_where_the_database_cannot_be_reached()
    {
        var nowhere = new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = 1, Username = "nobody", Password = "none", Database = "none" };

        var (code, _) = await MigrateAsync("notification", nowhere.ConnectionString);

        code.ShouldNotBe(0);
    }

    private static async Task<(int Code, string Errors)> MigrateAsync(string service, string connectionString)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString);
        var (user, password) = (database.Username, database.Password);
        database.Remove("Username");
        database.Remove("Password");
        var name = $"Meet.{char.ToUpperInvariant(service[0])}{service[1..]}";
        var folder = Path.Combine(Repository.Root, "artifacts", "bin", name, "release");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, $"{name}.dll"), "migrate"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ConnectionStrings__Postgres"] = database.ConnectionString,
                ["PGUSER"] = user,
                ["PGPASSWORD"] = password,
                ["ConnectionStrings__RabbitMq"] = "amqp://nobody:none@127.0.0.1:1/",
                ["Services__Chat__Grpc"] = "http://127.0.0.1:1",
            },
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await errors);
    }
}
