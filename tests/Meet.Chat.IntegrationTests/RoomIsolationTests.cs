using System.Net;
using Dapper;
using Meet.Chat.Database;
using Meet.Chat.Rooms;
using Meet.Contracts;
using Meet.Contracts.Chat;

namespace Meet.Chat.IntegrationTests;

/// <summary>For whoever is not in a room, it is not there; and what is told of it, is told to its members.</summary>
public sealed class RoomIsolationTests(ChatHost host)
{
    public static TheoryData<string, string> Requests => new()
    {
        { "GET", "" }, { "PUT", "" }, { "GET", "/entries" }, { "POST", "/messages" }, { "POST", "/read" }, { "POST", "/typing" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_room_does_not_exist_for_anybody_else(string method, string path)
    {
        var (workspace, other) = (await Workspace.CreateAsync(host), await Workspace.CreateAsync(host));
        var (aoi, ken) = (await workspace.StaffAsync("aoi"), await workspace.StaffAsync("ken"));
        var room = await workspace.DirectAsync(aoi, ken);
        await workspace.SayInRoomAsync(aoi, room.RoomId, "内緒");
        var before = await workspace.RoomAsync(aoi, room.RoomId);
        (Workspace Workspace, PersonRef Person)[] outsiders =
        [
            (workspace, await workspace.StaffAsync("colleague")),
            (workspace, await workspace.CustomerAsync("customer")),
            (other, await other.StaffAsync("stranger")),
            (other, await other.CustomerAsync("stranger")),
        ];

        foreach (var (theirs, person) in outsiders)
        {
            using var response = await SendAsync(theirs, person, method, $"rooms/{room.RoomId}{path}");
            await Workspace.ShouldBeProblemAsync(response, HttpStatusCode.NotFound, "not_found");
        }

        var after = await workspace.RoomAsync(aoi, room.RoomId);
        (after.Version, after.LastPosition).ShouldBe((before.Version, before.LastPosition));
    }

    [Fact]
    public async Task A_customer_has_no_rooms_and_opens_none()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, customer) = (await workspace.StaffAsync("aoi"), await workspace.CustomerAsync("a"));

        await Workspace.ShouldBeProblemAsync(await workspace.As(customer).GetAsync("/api/chat/rooms"), HttpStatusCode.NotFound, "not_found");
        await Workspace.ShouldBeProblemAsync(
            await workspace.OpenRoomAsync(customer, "direct", null, [aoi]), HttpStatusCode.NotFound, "not_found");

        (await workspace.GetAsync<RoomList>(aoi, "rooms")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_connection_sees_the_rooms_of_its_tenant_only()
    {
        var (mine, theirs) = (await Workspace.CreateAsync(host), await Workspace.CreateAsync(host));
        foreach (var workspace in (Workspace[])[mine, theirs])
        {
            var (aoi, ken) = (await workspace.StaffAsync("aoi"), await workspace.StaffAsync("ken"));
            await workspace.SayInRoomAsync(aoi, (await workspace.DirectAsync(aoi, ken)).RoomId, "x");
        }

        var database = host.Get<ChatDatabase>();
        foreach (var table in (string[])["rooms", "room_members", "room_entries"])
        {
            await using var own = await database.OpenAsync(mine.Id, CancellationToken.None);
            (await own.QueryAsync<string>($"select distinct tenant_id from chat.{table}")).ShouldBe([mine.Id], table);
            await using var none = await database.OpenDirectoryAsync(CancellationToken.None);
            (await none.QueryAsync<string>($"select distinct tenant_id from chat.{table}")).ShouldBeEmpty(table);
        }
    }

    [Fact]
    public async Task What_happens_in_a_room_is_told_to_its_members()
    {
        var workspace = await Workspace.CreateAsync(host);
        await using var listener = await Listener.StartAsync(host);
        var (aoi, ken) = (await workspace.StaffAsync("aoi"), await workspace.StaffAsync("ken"));
        var room = (await workspace.DirectAsync(aoi, ken)).RoomId;

        await workspace.SayInRoomAsync(aoi, room, "お疲れさまです");
        (await workspace.PostAsync(ken, $"rooms/{room}/typing")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var entry = await listener.ExpectAsync<RoomEntryChanged>(each => each.RoomId == room);
        entry.Members.ShouldBe([aoi.Id, ken.Id], ignoreOrder: true);
        (entry.TenantId, entry.Entry.Text, entry.Version).ShouldBe((workspace.Id, "お疲れさまです", 1));
        var changed = await listener.ExpectAsync<RoomChanged>(each => each.RoomId == room && each.View.LastPosition == 1);
        changed.Told.ShouldBe([aoi.Id, ken.Id], ignoreOrder: true);
        var typing = await listener.ExpectAsync<TypingNoticed>(each => each.ChatId == room);
        typing.Members.ShouldBe([aoi.Id, ken.Id], ignoreOrder: true);
        (typing.Person, typing.ToCustomer, typing.Customer).ShouldBe((ken, false, null));
        listener.Heard<ChatEntryChanged>().ShouldNotContain(each => each.ChatId == room);
    }

    [Fact]
    public async Task Whoever_is_taken_out_is_told_that_and_no_more()
    {
        var workspace = await Workspace.CreateAsync(host);
        await using var listener = await Listener.StartAsync(host);
        var (aoi, ken, mio) = (await workspace.StaffAsync("aoi"), await workspace.StaffAsync("ken"), await workspace.StaffAsync("mio"));
        var room = (await workspace.TeamAsync(aoi, ken, mio)).RoomId;
        await workspace.SayInRoomAsync(aoi, room, "まだ居る");
        await listener.ExpectAsync<RoomEntryChanged>(each => each.RoomId == room);

        await workspace.PutAsync(aoi, $"rooms/{room}", new { remove = new[] { mio.Id } });
        await workspace.SayInRoomAsync(aoi, room, "もう居ない");

        var last = await listener.ExpectAsync<RoomChanged>(each => each.RoomId == room && each.Told.SequenceEqual([mio.Id]));
        last.View.Members.ShouldBeEmpty();
        (last.View.LastEntry, last.View.LastPosition).ShouldBe((null, 0));
        var later = await listener.ExpectAsync<RoomEntryChanged>(each => each.RoomId == room && each.Entry.Text == "もう居ない");
        later.Members.ShouldBe([aoi.Id, ken.Id], ignoreOrder: true);
        (await listener.ExpectAsync<RoomChanged>(each => each.RoomId == room && each.View.LastPosition == 2)).Told.ShouldNotContain(mio.Id);
    }

    private static Task<HttpResponseMessage> SendAsync(Workspace workspace, PersonRef person, string method, string path) => method switch
    {
        "GET" => workspace.As(person).GetAsync($"/api/chat/{path}"),
        "PUT" => workspace.PutAsync(person, path, new { name = "x" }),
        _ => workspace.PostAsync(person, path, path.EndsWith("messages", StringComparison.Ordinal)
            ? new { clientId = Guid.NewGuid(), text = "x" }
            : new { position = 1 }),
    };
}
