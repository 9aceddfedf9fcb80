using System.Globalization;
using Dapper;
using Meet.Chat.Chats;
using Meet.Chat.Database;
using Meet.Chat.Demo;
using Meet.Chat.Rooms;
using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Meet.Chat.IntegrationTests;

public sealed class StartTests(ChatHost host)
{
    /// <summary>Embedded under their names, which begin with their numbers.</summary>
    private static readonly IEnumerable<int> Migrations = typeof(Migrator).Assembly.GetManifestResourceNames()
        .Where(name => char.IsAsciiDigit(name[0])).Select(name => int.Parse(name.AsSpan(0, 3), CultureInfo.InvariantCulture)).Order();

    [Fact]
    public async Task Replicas_that_start_together_migrate_an_empty_database_once()
    {
        await using var empty = new PostgresFixture();
        await empty.InitializeAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            new Migrator(empty.DataSource, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None)));

        await using var connection = await empty.DataSource.OpenConnectionAsync();
        (await connection.QueryAsync<int>("select number from chat.migrations order by number")).ShouldBe(Migrations);
    }

    [Fact]
    public async Task Sowing_the_demo_again_changes_nothing()
    {
        const string Count = "select (select count(*) from chat.chats) + (select count(*) from chat.entries) + (select count(*) from chat.staff) + (select count(*) from chat.room_entries)";
        await using var connection = await host.Administrator.OpenConnectionAsync();
        var before = await connection.QuerySingleAsync<long>(Count);

        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => host.Get<DemoSeed>().SowAsync(CancellationToken.None)));

        (await connection.QuerySingleAsync<long>(Count)).ShouldBe(before);
    }

    [Fact]
    public async Task The_demos_inbox_has_something_to_do_in_every_handling_tab()
    {
        await using var connection = await host.Administrator.OpenConnectionAsync();
        var aoi = await connection.QuerySingleAsync<Guid>("select id from chat.staff where tenant_id = 'demo' and name = '田中 葵'");
        var client = host.As("demo", new PersonRef(PersonKind.Staff, aoi, "田中 葵"));

        foreach (var view in (string[])["mine", "unassigned", "all", "closed"])
            (await Workspace.ReadAsync<ChatPage>(await client.GetAsync($"/api/chat/chats?view={view}"))).Items.ShouldNotBeEmpty(view);
        var open = await Workspace.ReadAsync<ChatPage>(await client.GetAsync("/api/chat/chats?view=all"));
        open.Items.ShouldContain(chat => chat.Source == ChatSource.Line);
        open.Items.ShouldContain(chat => chat.Unread > 0);
        open.Items.ShouldAllBe(chat => chat.CustomerMayStartMeet == (chat.Source == ChatSource.Web && chat.Assignee != null));
    }

    [Fact]
    public async Task The_demos_team_talks_among_itself()
    {
        await using var connection = await host.Administrator.OpenConnectionAsync();
        var aoi = await connection.QuerySingleAsync<Guid>("select id from chat.staff where tenant_id = 'demo' and name = '田中 葵'");
        var client = host.As("demo", new PersonRef(PersonKind.Staff, aoi, "田中 葵"));

        var rooms = (await Workspace.ReadAsync<RoomList>(await client.GetAsync("/api/chat/rooms"))).Items;

        rooms.Select(room => (room.Kind, room.Name)).ShouldBe(
            [(RoomKind.Direct, ""), (RoomKind.Team, "全体連絡"), (RoomKind.Team, "配送・在庫")], ignoreOrder: true);
        rooms.ShouldAllBe(room => room.LastEntry != null && room.UnreadOf(room.Members.Single(member => member.Id == aoi)) <= 1);
    }

    [Fact]
    public async Task A_second_replica_starts_and_serves_beside_the_first()
    {
        await using var replica = host.Build([]);
        await replica.StartAsync();

        (await replica.Services.GetRequiredService<ChatDatabase>().OpenAsync("demo", CancellationToken.None)).Dispose();

        await replica.StopAsync();
    }

    [Fact]
    public async Task A_service_waits_for_its_database_and_starts_when_it_is_there()
    {
        await using var door = new DatabaseDoor(host.ConnectionString);
        await using var replica = host.Build(new() { ["ConnectionStrings:Postgres"] = door.ConnectionString });

        var starting = replica.StartAsync();
        await Task.WhenAny(starting, door.KnockedTwiceAsync());
        starting.IsCompleted.ShouldBeFalse();
        door.Open();
        await starting;

        (await replica.Services.GetRequiredService<ChatDatabase>().OpenAsync("demo", CancellationToken.None)).Dispose();
        await replica.StopAsync();
    }
}
