using System.Globalization;
using Dapper;
using Meet.Chat.Database;
using Meet.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Meet.Chat.IntegrationTests;

/// <summary>A database of the first release, with people in it, is brought up to this one.</summary>
public sealed class UpgradeTests
{
    private const string Old = """
        create schema chat;
        create table chat.migrations (number integer primary key, name text not null, applied_at timestamptz not null);
        """;

    private const string People = """
        insert into chat.tenants (id, stream_id, name, plan, created_at) values ('shop', gen_random_uuid(), 'Shop', 'paid', now());
        select set_config('meet.tenant', 'shop', false);
        insert into chat.staff (tenant_id, id, name, operator_seat, created_at) values
          ('shop', gen_random_uuid(), 'first', true, '2026-01-01Z'), ('shop', gen_random_uuid(), 'later', true, '2026-01-02Z');
        insert into chat.customers (tenant_id, id, name, first_seen_at, last_seen_at) values
          ('shop', '01900000-0000-7000-8000-000000000001', 'web', now(), now()), ('shop', '01900000-0000-7000-8000-000000000002', 'line', now(), now());
        insert into chat.chats (tenant_id, id, customer_id, source, created_at, updated_at, customer_updated_at) values
          ('shop', gen_random_uuid(), '01900000-0000-7000-8000-000000000001', 'web', now(), now(), now()),
          ('shop', gen_random_uuid(), '01900000-0000-7000-8000-000000000002', 'line', now(), now(), now());
        select set_config('meet.tenant', '', false);
        """;

    [Fact]
    public async Task Its_first_people_are_admins_and_customers_keep_where_they_came_from()
    {
        await using var fixture = new PostgresFixture();
        await fixture.InitializeAsync();
        var role = $"upgrade_{Guid.NewGuid():N}";
        var owner = new NpgsqlConnectionStringBuilder(fixture.ConnectionString) { Username = role, Password = "test" };
        await using var administrator = await fixture.DataSource.OpenConnectionAsync();
        await administrator.ExecuteAsync($"create role {role} login password 'test'; grant create on database {owner.Database} to {role}");
        try
        {
            // Not a superuser, so that row level security holds for the migration too.
            await using (var source = NpgsqlDataSource.Create(owner.ConnectionString))
            {
                await using var connection = await source.OpenConnectionAsync();
                await connection.ExecuteAsync(Old);
                foreach (var (number, sql) in FirstRelease())
                {
                    await connection.ExecuteAsync(sql);
                    await connection.ExecuteAsync("insert into chat.migrations values (@number, 'old', now())", new { number });
                }

                await connection.ExecuteAsync(People);

                await new Migrator(source, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None);
            }

            (await administrator.QueryAsync<string>("select name from chat.staff where admin")).ShouldBe(["first"]);
            (await administrator.QueryAsync<bool>("select source = name from chat.customers")).ShouldBe([true, true]);
        }
        finally
        {
            await administrator.ExecuteAsync($"drop owned by {role}; drop role {role}");
        }
    }

    private static IEnumerable<(int Number, string Sql)> FirstRelease()
    {
        var assembly = typeof(Migrator).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => char.IsAsciiDigit(name[0])).Order(StringComparer.Ordinal).Take(3))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (int.Parse(name.AsSpan(0, 3), CultureInfo.InvariantCulture), reader.ReadToEnd());
        }
    }
}
