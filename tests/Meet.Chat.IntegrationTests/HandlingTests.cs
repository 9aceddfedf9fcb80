using System.Net;
using Meet.Chat.Chats;
using Meet.Chat.People;
using Meet.Contracts;
using Meet.Contracts.Chat;

namespace Meet.Chat.IntegrationTests;

public sealed class HandlingTests(ChatHost host)
{
    [Fact]
    public async Task Assigning_moves_a_chat_between_the_inboxs_tabs()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, sato, customer) = (await workspace.StaffAsync("aoi"), await workspace.StaffAsync("sato"), await workspace.CustomerAsync("a"));
        var chat = (await workspace.OpenAsync(customer)).ChatId;
        (await TabsAsync(workspace, aoi, chat)).ShouldBe(["unassigned", "all"]);

        var assigned = await Workspace.ReadAsync<ChatView>(await workspace.PutAsync(aoi, $"chats/{chat}/assignee", new { staffId = aoi.Id }));
        assigned.Assignee.ShouldBe(aoi);
        (await TabsAsync(workspace, aoi, chat)).ShouldBe(["mine", "all"]);
        (await TabsAsync(workspace, sato, chat)).ShouldBe(["all"]);

        await workspace.PostAsync(aoi, $"chats/{chat}/close");
        (await TabsAsync(workspace, aoi, chat)).ShouldBe(["closed"]);

        await workspace.PostAsync(aoi, $"chats/{chat}/reopen");
        await workspace.PutAsync(aoi, $"chats/{chat}/assignee", new { staffId = (Guid?)null });
        (await TabsAsync(workspace, aoi, chat)).ShouldBe(["unassigned", "all"]);
    }

    [Fact]
    public async Task Every_change_of_who_handles_it_raises_the_customers_version()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, customer) = (await workspace.StaffAsync("aoi"), await workspace.CustomerAsync("a"));
        var chat = (await workspace.OpenAsync(customer)).ChatId;
        var versions = new List<long> { (await workspace.ChatAsync(customer, chat)).Version };
        foreach (var change in (Func<Task>[])[
            () => workspace.PutAsync(aoi, $"chats/{chat}/assignee", new { staffId = aoi.Id }),
            () => workspace.PutAsync(aoi, $"chats/{chat}/assignee", new { staffId = (Guid?)null }),
            () => workspace.PostAsync(aoi, $"chats/{chat}/close"),
            () => workspace.PostAsync(aoi, $"chats/{chat}/reopen")])
        {
            await change();
            versions.Add((await workspace.ChatAsync(customer, chat)).Version);
        }

        versions.ShouldBe(versions.Distinct().Order());
        versions.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Asking_for_what_is_so_already_changes_nothing()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, customer) = (await workspace.StaffAsync("aoi"), await workspace.CustomerAsync("a"));
        var chat = (await workspace.OpenAsync(customer)).ChatId;
        await workspace.PutAsync(aoi, $"chats/{chat}/assignee", new { staffId = aoi.Id });
        await workspace.PostAsync(aoi, $"chats/{chat}/close");
        var before = await workspace.ChatAsync(aoi, chat);

        await workspace.PutAsync(aoi, $"chats/{chat}/assignee", new { staffId = aoi.Id });
        await workspace.PostAsync(aoi, $"chats/{chat}/close");

        (await workspace.ChatAsync(aoi, chat)).ShouldBe(before);
    }

    [Fact]
    public async Task Somebody_without_an_operator_seat_is_not_assigned()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, kato) = (await workspace.StaffAsync("aoi"), await workspace.StaffAsync("kato", seat: false));
        var chat = await workspace.OpenAsync(await workspace.CustomerAsync("a"));

        using var response = await workspace.PutAsync(aoi, $"chats/{chat.ChatId}/assignee", new { staffId = kato.Id });

        await Workspace.ShouldBeProblemAsync(response, HttpStatusCode.Forbidden, "no_operator_seat");
    }

    [Fact]
    public async Task Two_who_take_a_chat_at_once_leave_one_assignee_and_its_whole_history()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, sato) = (await workspace.StaffAsync("aoi"), await workspace.StaffAsync("sato"));
        var chat = (await workspace.OpenAsync(await workspace.CustomerAsync("a"))).ChatId;

        await Task.WhenAll(
            workspace.PutAsync(aoi, $"chats/{chat}/assignee", new { staffId = aoi.Id }),
            workspace.PutAsync(sato, $"chats/{chat}/assignee", new { staffId = sato.Id }));

        var notes = (await workspace.EntriesAsync(aoi, chat)).Where(entry => entry.Note == NoteKind.Assigned).ToList();
        notes.Count.ShouldBe(2);
        (await workspace.ChatAsync(aoi, chat)).Assignee.ShouldBe(notes[^1].About);
    }

    [Fact]
    public async Task A_new_chat_goes_to_the_least_busy_of_those_online_with_a_seat()
    {
        var workspace = await Workspace.CreateAsync(host, autoAssign: true);
        var (busy, free) = (await workspace.StaffAsync("busy"), await workspace.StaffAsync("free"));
        var (seatless, away) = (await workspace.StaffAsync("seatless", seat: false), await workspace.StaffAsync("away"));
        foreach (var person in (PersonRef[])[busy, free, seatless])
            await PresenceTests.ReportAsync(host, workspace, person);
        var first = await workspace.OpenAsync(await workspace.CustomerAsync("a"));
        await workspace.PutAsync(busy, $"chats/{first.ChatId}/assignee", new { staffId = busy.Id });

        var second = await workspace.OpenAsync(await workspace.CustomerAsync("b"));

        second.Assignee.ShouldBe(free);
        second.Assignee.ShouldNotBe(away);
        (await workspace.EntriesAsync(busy, second.ChatId))[^1].ShouldSatisfyAllConditions(
            note => note.Note.ShouldBe(NoteKind.Assigned), note => note.Author.ShouldBeNull(), note => note.About.ShouldBe(free));
    }

    [Fact]
    public async Task With_nobody_online_a_new_chat_waits_unassigned()
    {
        var workspace = await Workspace.CreateAsync(host, autoAssign: true);
        await workspace.StaffAsync("away");

        (await workspace.OpenAsync(await workspace.CustomerAsync("a"))).Assignee.ShouldBeNull();
    }

    [Fact]
    public async Task The_inbox_is_read_in_pages_newest_first_and_searched_literally()
    {
        var workspace = await Workspace.CreateAsync(host);
        var aoi = await workspace.StaffAsync("aoi");
        foreach (var text in (string[])["一つ目", "100%オフ", "三つ目"])
            await workspace.OpenAsync(await workspace.CustomerAsync($"客 {text}"), text);

        var first = await workspace.GetAsync<ChatPage>(aoi, "chats?view=unassigned&limit=2");
        var rest = await workspace.GetAsync<ChatPage>(aoi, $"chats?view=unassigned&limit=2&after={first.After}");
        var found = await workspace.GetAsync<ChatPage>(aoi, "chats?view=unassigned&q=0%25");
        var none = await workspace.GetAsync<ChatPage>(aoi, "chats?view=unassigned&q=_%25_");

        first.Items.Select(chat => chat.LastEntry!.Text).ShouldBe(["三つ目", "100%オフ"]);
        rest.Items.Select(chat => chat.LastEntry!.Text).ShouldBe(["一つ目"]);
        rest.After.ShouldBeNull();
        found.Items.ShouldHaveSingleItem().LastEntry!.Text.ShouldBe("100%オフ");
        none.Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("chats?view=open")]
    [InlineData("chats?limit=0")]
    [InlineData("chats?limit=101")]
    [InlineData("chats?limit=x")]
    [InlineData("chats?after=zzz")]
    [InlineData("chats?q=a%00b")]
    public async Task A_malformed_list_request_is_refused(string path)
    {
        var workspace = await Workspace.CreateAsync(host);
        var aoi = await workspace.StaffAsync("aoi");

        using var response = await workspace.As(aoi).GetAsync($"/api/chat/{path}");

        await Workspace.ShouldBeProblemAsync(response, HttpStatusCode.BadRequest, "bad_request");
    }

    [Fact]
    public async Task A_customers_new_name_shows_in_their_chats_and_is_told()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, customer) = (await workspace.StaffAsync("aoi"), await workspace.CustomerAsync("お客様 3F7A"));
        var chat = await workspace.OpenAsync(customer);
        await using var listener = await Listener.StartAsync(host);

        (await Workspace.ReadAsync<CustomerContact>(await workspace.PutAsync(customer, "me", new { name = " 山本 " }))).Name.ShouldBe("山本");

        var after = await workspace.ChatAsync(aoi, chat.ChatId);
        after.Customer.Name.ShouldBe("山本");
        after.Version.ShouldBeGreaterThan(chat.Version);
        (await listener.ExpectAsync<ChatChanged>(each => each.ChatId == chat.ChatId && each.Version == after.Version)).Staff.Customer.Name.ShouldBe("山本");
        (await workspace.GetAsync<CustomerProfile>(aoi, $"customers/{customer.Id}")).Person.Name.ShouldBe("山本");
    }

    [Fact]
    public async Task The_meet_setting_shows_in_open_chats_and_is_told()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, customer) = (await workspace.StaffAsync("aoi", admin: true), await workspace.CustomerAsync("a"));
        var chat = (await workspace.OpenAsync(customer)).ChatId;
        await workspace.SayAsync(aoi, chat, "田中です");
        (await workspace.ChatAsync(customer, chat)).CustomerMayStartMeet.ShouldBeFalse();
        await using var listener = await Listener.StartAsync(host);

        (await workspace.PutAsync(aoi, "settings", new { customerMayStart = true })).EnsureSuccessStatusCode();

        var after = await workspace.ChatAsync(customer, chat);
        after.CustomerMayStartMeet.ShouldBeTrue();
        (await listener.ExpectAsync<ChatChanged>(each => each.ChatId == chat && each.Customer?.Version == after.Version))
            .Customer!.CustomerMayStartMeet.ShouldBeTrue();
    }

    private static async Task<List<string>> TabsAsync(Workspace workspace, PersonRef staff, Guid chat)
    {
        var tabs = new List<string>();
        foreach (var view in (string[])["mine", "unassigned", "all", "snoozed", "missed", "closed"])
        {
            if ((await workspace.GetAsync<ChatPage>(staff, $"chats?view={view}")).Items.Any(each => each.ChatId == chat))
                tabs.Add(view);
        }

        return tabs;
    }
}
