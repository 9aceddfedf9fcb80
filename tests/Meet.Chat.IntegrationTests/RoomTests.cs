using System.Net;
using Meet.Chat.Entries;
using Meet.Chat.Mentions;
using Meet.Chat.Rooms;
using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.Contracts.Chat.Rpc;
using Meet.Grpc;

namespace Meet.Chat.IntegrationTests;

public sealed class RoomTests(ChatHost host)
{
    private static readonly GrpcUnaryMethod<GetRoomFactsRequest, RoomFactsReply> Facts =
        GrpcMethod.Unary<GetRoomFactsRequest, RoomFactsReply>(ChatReflection.Descriptor.Services[0], "GetRoomFacts");

    [Fact]
    public async Task Two_people_have_one_direct_message_whoever_asks_and_however_often_at_once()
    {
        var (workspace, aoi, ken, _) = await StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            workspace.OpenRoomAsync(i % 2 == 0 ? aoi : ken, "direct", null, [i % 2 == 0 ? ken : aoi])));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(7);
        var rooms = await Task.WhenAll(answers.Select(answer => Workspace.ReadAsync<RoomView>(answer, answer.StatusCode)));
        rooms.Select(room => room.RoomId).Distinct().ShouldHaveSingleItem();
        rooms[0].Members.Select(member => member.Id).ShouldBe([aoi.Id, ken.Id], ignoreOrder: true);
        (rooms[0].Kind, rooms[0].Name).ShouldBe((RoomKind.Direct, ""));
        (await workspace.GetAsync<RoomList>(aoi, "rooms")).Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_team_chat_opened_again_under_the_same_client_id_is_the_same_one()
    {
        var (workspace, aoi, ken, mio) = await StartAsync();
        var clientId = Guid.NewGuid();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => workspace.OpenRoomAsync(aoi, "team", " 全体連絡 ", [ken, mio], clientId)));
        var another = await workspace.TeamAsync(ken, aoi);

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        var rooms = await Task.WhenAll(answers.Select(answer => Workspace.ReadAsync<RoomView>(answer, answer.StatusCode)));
        rooms.Select(room => room.RoomId).Distinct().ShouldHaveSingleItem().ShouldNotBe(another.RoomId);
        rooms[0].Name.ShouldBe("全体連絡");
        rooms[0].Members.Length.ShouldBe(3);
        (await workspace.GetAsync<RoomList>(aoi, "rooms")).Items.Count.ShouldBe(2);
        (await workspace.GetAsync<RoomList>(mio, "rooms")).Items.ShouldHaveSingleItem();
    }

    public static TheoryData<string> BadRooms => new()
    {
        """{"kind":"team","name":"x","members":["{ken}"]}""",
        """{"name":"x","members":["{ken}"],"clientId":"{new}"}""",
        """{"kind":"club","name":"x","members":["{ken}"],"clientId":"{new}"}""",
        """{"kind":"team","name":" ","members":["{ken}"],"clientId":"{new}"}""",
        """{"kind":"team","members":["{ken}"],"clientId":"{new}"}""",
        """{"kind":"team","name":"{long}","members":["{ken}"],"clientId":"{new}"}""",
        """{"kind":"team","name":"x","members":[],"clientId":"{new}"}""",
        """{"kind":"team","name":"x","clientId":"{new}"}""",
        """{"kind":"team","name":"x","members":["{aoi}"],"clientId":"{new}"}""",
        """{"kind":"team","name":"x","members":["{new}"],"clientId":"{new}"}""",
        """{"kind":"team","name":"x","members":["{stranger}"],"clientId":"{new}"}""",
        """{"kind":"team","name":"x","members":["{customer}"],"clientId":"{new}"}""",
        """{"kind":"direct","members":["{ken}","{mio}"],"clientId":"{new}"}""",
        """{"kind":"direct","members":["{aoi}"],"clientId":"{new}"}""",
        """{"kind":"direct","name":"x","members":["{ken}"],"clientId":"{new}"}""",
        """{"kind":"direct","members":["{customer}"],"clientId":"{new}"}""",
        """{"kind":"direct","members":"all"}""",
        "null",
        "",
    };

    [Theory]
    [MemberData(nameof(BadRooms), DisableDiscoveryEnumeration = true)]
    public async Task A_room_that_cannot_be_is_refused_and_none_is_there(string json)
    {
        var (workspace, aoi, ken, mio) = await StartAsync();
        var stranger = await (await Workspace.CreateAsync(host)).StaffAsync("stranger");
        var customer = await workspace.CustomerAsync("a");
        json = json.Replace("{aoi}", $"{aoi.Id}", StringComparison.Ordinal).Replace("{ken}", $"{ken.Id}", StringComparison.Ordinal)
            .Replace("{mio}", $"{mio.Id}", StringComparison.Ordinal).Replace("{stranger}", $"{stranger.Id}", StringComparison.Ordinal)
            .Replace("{customer}", $"{customer.Id}", StringComparison.Ordinal).Replace("{new}", $"{Guid.NewGuid()}", StringComparison.Ordinal)
            .Replace("{long}", new string('x', 81), StringComparison.Ordinal);
        using var body = new StringContent(json, System.Text.Encoding.UTF8, "application/json");

        using var response = await workspace.As(aoi).PostAsync("/api/chat/rooms", body);

        await Workspace.ShouldBeProblemAsync(response, HttpStatusCode.BadRequest, "bad_request");
        (await workspace.QueryAsync<int>("select count(*)::int from chat.rooms where tenant_id = @tenant", new { tenant = workspace.Id })).ShouldBe(0);
    }

    [Fact]
    public async Task A_team_chat_has_200_others_at_most()
    {
        var (workspace, aoi, _, _) = await StartAsync();
        var many = Enumerable.Range(0, 201).Select(_ => new PersonRef(PersonKind.Staff, Guid.CreateVersion7(), "x")).ToArray();
        await workspace.SqlAsync(
            "insert into chat.staff (tenant_id, id, name, operator_seat, created_at) select @tenant, unnest(@ids), 'x', false, now()",
            new { tenant = workspace.Id, ids = many.Select(each => each.Id).ToArray() });

        await Workspace.ShouldBeProblemAsync(await workspace.OpenRoomAsync(aoi, "team", "x", many), HttpStatusCode.BadRequest, "bad_request");
        var room = await workspace.TeamAsync(aoi, many[..200]);
        using var oneMore = await workspace.PutAsync(aoi, $"rooms/{room.RoomId}", new { add = new[] { many[200].Id } });

        await Workspace.ShouldBeProblemAsync(oneMore, HttpStatusCode.BadRequest, "bad_request");
        (await workspace.RoomAsync(aoi, room.RoomId)).Members.Length.ShouldBe(201);
    }

    [Fact]
    public async Task What_one_writes_the_others_have_not_read()
    {
        var (workspace, aoi, ken, mio) = await StartAsync();
        var room = (await workspace.TeamAsync(aoi, ken, mio)).RoomId;
        await workspace.SayInRoomAsync(aoi, room, "在庫が3つになりました");
        await workspace.SayInRoomAsync(ken, room, "確認します");

        var view = await workspace.RoomAsync(mio, room);
        (view.LastPosition, view.UnreadOf(aoi), view.UnreadOf(ken), view.UnreadOf(mio)).ShouldBe((2, 1, 0, 2));
        (view.LastEntry!.Text, view.LastEntry.Author).ShouldBe(("確認します", ken));
        (await workspace.PostAsync(mio, $"rooms/{room}/read", new { position = 1 })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await workspace.RoomAsync(mio, room)).UnreadOf(mio).ShouldBe(1);
        await workspace.PostAsync(mio, $"rooms/{room}/read", new { position = 1_000_000 });
        await workspace.PostAsync(mio, $"rooms/{room}/read", new { position = 0 });

        var read = await workspace.RoomAsync(aoi, room);
        (read.UnreadOf(mio), read.UnreadOf(aoi)).ShouldBe((0, 1));
        await Workspace.ShouldBeProblemAsync(
            await workspace.PostAsync(mio, $"rooms/{room}/read", new { position = -1 }), HttpStatusCode.BadRequest, "bad_request");
    }

    [Fact]
    public async Task The_same_message_sent_many_times_at_once_is_there_once()
    {
        var (workspace, aoi, ken, _) = await StartAsync();
        var room = (await workspace.DirectAsync(aoi, ken)).RoomId;
        var clientId = Guid.NewGuid();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => workspace.SayInRoomAsync(aoi, room, "一度だけ", clientId: clientId)));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(7);
        var entry = (await workspace.RoomEntriesAsync(ken, room)).ShouldHaveSingleItem();
        (entry.ChatId, entry.Position, entry.Author, entry.Text, entry.ClientId).ShouldBe((room, 1, aoi, "一度だけ", clientId));
    }

    [Fact]
    public async Task Members_are_mentioned_and_nobody_else()
    {
        var (workspace, aoi, ken, mio) = await StartAsync();
        var room = (await workspace.TeamAsync(aoi, ken)).RoomId;

        var entry = await Workspace.ReadAsync<ChatEntryView>(
            await workspace.SayInRoomAsync(aoi, room, "@ken @aoi", [ken.Id, aoi.Id, ken.Id]), HttpStatusCode.Created);
        foreach (var bad in (Guid[][])[[mio.Id], [ken.Id, Guid.NewGuid()], [.. Enumerable.Repeat(ken.Id, 21)]])
            await Workspace.ShouldBeProblemAsync(await workspace.SayInRoomAsync(aoi, room, "x", bad), HttpStatusCode.BadRequest, "bad_request");

        entry.Mentions.ShouldBe([ken, aoi]);
        (await workspace.RoomEntriesAsync(ken, room)).ShouldHaveSingleItem().Mentions.ShouldBe([ken, aoi]);
    }

    [Fact]
    public async Task Mentions_in_rooms_stand_among_ones_own_as_long_as_one_is_a_member()
    {
        var (workspace, aoi, ken, _) = await StartAsync();
        var (team, direct) = (await workspace.TeamAsync(aoi, ken), await workspace.DirectAsync(aoi, ken));
        await workspace.SayInRoomAsync(aoi, team.RoomId, "@ken 在庫は?", [ken.Id, aoi.Id]);
        await workspace.SayInRoomAsync(aoi, direct.RoomId, "@ken 見ましたか?", [ken.Id]);

        var both = await workspace.GetAsync<MentionPage>(ken, "mentions");
        await workspace.PutAsync(aoi, $"rooms/{team.RoomId}", new { remove = new[] { ken.Id } });
        var one = await workspace.GetAsync<MentionPage>(ken, "mentions");

        both.Items.Select(each => (each.Title, each.RoomId, each.ChatId, each.Entry.Text)).ShouldBe(
            [("aoi", direct.RoomId, direct.RoomId, "@ken 見ましたか?"), (team.Name, team.RoomId, team.RoomId, "@ken 在庫は?")]);
        both.Unread.ShouldBe(2);
        (one.Items.ShouldHaveSingleItem().RoomId, one.Unread).ShouldBe((direct.RoomId, 1));
        (await workspace.GetAsync<MentionPage>(aoi, "mentions")).Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("{long}")]
    public async Task A_message_without_text_is_refused_and_changes_nothing(string? text)
    {
        var (workspace, aoi, ken, _) = await StartAsync();
        var room = await workspace.DirectAsync(aoi, ken);

        using var response = await workspace.SayInRoomAsync(aoi, room.RoomId, text == "{long}" ? new string('x', 5001) : text);

        await Workspace.ShouldBeProblemAsync(response, HttpStatusCode.BadRequest, "bad_request");
        var after = await workspace.RoomAsync(aoi, room.RoomId);
        (after.Version, after.LastPosition).ShouldBe((room.Version, 0));
    }

    [Fact]
    public async Task The_timeline_is_read_in_pages_back_to_its_beginning()
    {
        var (workspace, aoi, ken, _) = await StartAsync();
        var room = (await workspace.DirectAsync(aoi, ken)).RoomId;
        for (var i = 1; i <= 5; i++)
            await workspace.SayInRoomAsync(aoi, room, $"{i}");

        var newest = await workspace.GetAsync<EntryPage>(ken, $"rooms/{room}/entries?limit=3");
        var oldest = await workspace.GetAsync<EntryPage>(ken, $"rooms/{room}/entries?limit=3&before={newest.Before}");

        newest.Items.Select(entry => entry.Text).ShouldBe(["3", "4", "5"]);
        oldest.Items.Select(entry => entry.Text).ShouldBe(["1", "2"]);
        oldest.Before.ShouldBeNull();
        await Workspace.ShouldBeProblemAsync(
            await workspace.As(ken).GetAsync($"/api/chat/rooms/{room}/entries?limit=101"), HttpStatusCode.BadRequest, "bad_request");
    }

    [Fact]
    public async Task Members_rename_it_bring_people_in_and_leave()
    {
        var (workspace, aoi, ken, mio) = await StartAsync();
        var room = (await workspace.TeamAsync(aoi, ken)).RoomId;
        await workspace.SayInRoomAsync(aoi, room, "はじめまして");

        var changed = await Workspace.ReadAsync<RoomView>(
            await workspace.PutAsync(ken, $"rooms/{room}", new { name = "新しい名前", add = new[] { mio.Id, ken.Id }, remove = new[] { Guid.NewGuid() } }));
        (changed.Name, changed.Members.Length, changed.UnreadOf(mio)).ShouldBe(("新しい名前", 3, 0));
        (await workspace.RoomEntriesAsync(mio, room)).ShouldHaveSingleItem();
        await Workspace.ReadAsync<RoomView>(await workspace.PutAsync(ken, $"rooms/{room}", new { remove = new[] { ken.Id } }));

        await Workspace.ShouldBeProblemAsync(await workspace.As(ken).GetAsync($"/api/chat/rooms/{room}"), HttpStatusCode.NotFound, "not_found");
        (await workspace.RoomAsync(aoi, room)).Members.Select(member => member.Id).ShouldBe([aoi.Id, mio.Id], ignoreOrder: true);
    }

    [Fact]
    public async Task Asking_for_what_is_so_already_changes_nothing()
    {
        var (workspace, aoi, ken, mio) = await StartAsync();
        var room = await workspace.TeamAsync(aoi, ken);

        var same = await Workspace.ReadAsync<RoomView>(
            await workspace.PutAsync(aoi, $"rooms/{room.RoomId}", new { name = room.Name, add = new[] { ken.Id }, remove = new[] { mio.Id } }));

        same.Version.ShouldBe(room.Version);
    }

    [Fact]
    public async Task A_direct_message_keeps_its_two()
    {
        var (workspace, aoi, ken, mio) = await StartAsync();
        var room = await workspace.DirectAsync(aoi, ken);

        foreach (var change in (object[])[new { name = "x" }, new { add = new[] { mio.Id } }, new { remove = new[] { ken.Id } }])
        {
            await Workspace.ShouldBeProblemAsync(
                await workspace.PutAsync(aoi, $"rooms/{room.RoomId}", change), HttpStatusCode.Conflict, "direct_message");
        }

        (await workspace.RoomAsync(aoi, room.RoomId)).Version.ShouldBe(room.Version);
    }

    [Fact]
    public async Task A_stranger_is_not_brought_in()
    {
        var (workspace, aoi, ken, _) = await StartAsync();
        var stranger = await (await Workspace.CreateAsync(host)).StaffAsync("stranger");
        var room = await workspace.TeamAsync(aoi, ken);

        using var response = await workspace.PutAsync(aoi, $"rooms/{room.RoomId}", new { name = "x", add = new[] { stranger.Id } });

        await Workspace.ShouldBeProblemAsync(response, HttpStatusCode.BadRequest, "bad_request");
        var after = await workspace.RoomAsync(aoi, room.RoomId);
        (after.Version, after.Name).ShouldBe((room.Version, room.Name));
    }

    [Fact]
    public async Task A_new_name_is_told_in_the_rooms_of_whoever_has_it()
    {
        var (workspace, aoi, ken, mio) = await StartAsync();
        var admin = await workspace.StaffAsync("admin", admin: true);
        await using var listener = await Listener.StartAsync(host);
        var room = await workspace.DirectAsync(aoi, ken);
        var other = await workspace.DirectAsync(aoi, mio);

        (await workspace.PutAsync(admin, $"staff/{ken.Id}", new { name = "健" })).StatusCode.ShouldBe(HttpStatusCode.OK);

        var told = await listener.ExpectAsync<RoomChanged>(each => each.RoomId == room.RoomId && each.Version > room.Version);
        told.View.Members.ShouldContain(ken with { Name = "健" });
        (await workspace.RoomAsync(aoi, other.RoomId)).Version.ShouldBe(other.Version);
    }

    [Fact]
    public async Task The_facts_tell_who_is_in_it_and_who_of_them_is_there()
    {
        var (workspace, aoi, ken, mio) = await StartAsync();
        var room = (await workspace.TeamAsync(aoi, ken)).RoomId;
        await PresenceTests.ReportAsync(host, workspace, ken);

        var facts = await AskAsync(workspace, room, aoi);

        (facts.RoomId, facts.Kind, facts.CallerName).ShouldBe(($"{room}", "team", "aoi"));
        facts.Members.OrderBy(member => member.Name).ShouldBe(
        [
            new StaffPerson { Id = $"{aoi.Id}", Name = "aoi", OperatorSeat = true, Reachability = Reachability.Offline },
            new StaffPerson { Id = $"{ken.Id}", Name = "ken", OperatorSeat = true, Reachability = Reachability.Online },
        ]);
        foreach (var (asked, caller) in ((Guid, PersonRef)[])[(room, mio), (Guid.NewGuid(), aoi), (room, await workspace.CustomerAsync("a"))])
            (await Should.ThrowAsync<GrpcException>(() => AskAsync(workspace, asked, caller))).Code.ShouldBe(GrpcStatusCode.NotFound);
    }

    private async Task<(Workspace Workspace, PersonRef Aoi, PersonRef Ken, PersonRef Mio)> StartAsync()
    {
        var workspace = await Workspace.CreateAsync(host);
        return (workspace, await workspace.StaffAsync("aoi"), await workspace.StaffAsync("ken"), await workspace.StaffAsync("mio", seat: false));
    }

    private Task<RoomFactsReply> AskAsync(Workspace workspace, Guid room, PersonRef caller) => host.Grpc.CallAsync(
        Facts, new GetRoomFactsRequest { RoomId = $"{room}", CallerId = $"{caller.Id}" }, new CallOptions { Tenant = workspace.Id });
}
