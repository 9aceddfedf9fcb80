using System.Net;
using Meet.Chat.Chats;
using Meet.Contracts.Chat;

namespace Meet.Chat.IntegrationTests;

public sealed class InboxTests(ChatHost host)
{
    [Fact]
    public async Task The_counts_are_those_of_the_views()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, sato) = (await workspace.StaffAsync("aoi"), await workspace.StaffAsync("sato"));
        var chats = new List<Guid>();
        foreach (var name in (string[])["mine", "mine, read", "theirs", "unassigned", "snoozed", "closed"])
            chats.Add((await workspace.OpenAsync(await workspace.CustomerAsync(name))).ChatId);
        foreach (var (chat, staff) in ((Guid, Guid)[])[(chats[0], aoi.Id), (chats[1], aoi.Id), (chats[2], sato.Id), (chats[4], aoi.Id)])
            await workspace.PutAsync(aoi, $"chats/{chat}/assignee", new { staffId = staff });
        await workspace.PostAsync(aoi, $"chats/{chats[1]}/read", new { position = 9 });
        await workspace.PostAsync(aoi, $"chats/{chats[4]}/snooze", new { until = host.Clock.GetUtcNow().AddDays(1) });
        await workspace.PostAsync(aoi, $"chats/{chats[5]}/close");

        var counts = await workspace.GetAsync<InboxCount>(aoi, "chats/counts");

        counts.ShouldBe(new InboxCount(Mine: 2, Unassigned: 1, All: 5, Snoozed: 1, Missed: 0, MineUnread: 1, UnassignedUnread: 1));
        foreach (var (view, count) in ((string, int)[])[("mine", 2), ("unassigned", 1), ("all", 5), ("snoozed", 1), ("missed", 0), ("closed", 1)])
            (await workspace.GetAsync<ChatPage>(aoi, $"chats?view={view}")).Items.Count.ShouldBe(count, view);
    }

    [Fact]
    public async Task Each_side_learns_how_far_the_other_has_read_in_its_own_counting()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, customer) = (await workspace.StaffAsync("aoi"), await workspace.CustomerAsync("a"));
        var chat = (await workspace.OpenAsync(customer)).ChatId;
        await workspace.SayAsync(aoi, chat, "社内", isInternal: true);
        await workspace.PutAsync(aoi, $"chats/{chat}/assignee", new { staffId = aoi.Id });
        await workspace.SayAsync(aoi, chat, "お待たせしました");
        await using var listener = await Listener.StartAsync(host);
        // Staff count 1 message, 2 internal, 3 note, 4 reply; the customer 1 message, 2 note, 3 reply.
        var (mine, theirs) = (await workspace.ChatAsync(aoi, chat), await workspace.ChatAsync(customer, chat));
        (mine.ReadByOther, theirs.ReadByOther).ShouldBe((0, 0));

        await workspace.PostAsync(customer, $"chats/{chat}/read", new { position = 3 });
        await workspace.PostAsync(aoi, $"chats/{chat}/read", new { position = 3 });

        var (mineAfter, theirsAfter) = (await workspace.ChatAsync(aoi, chat), await workspace.ChatAsync(customer, chat));
        (mineAfter.ReadByOther, theirsAfter.ReadByOther).ShouldBe((4, 2));
        mineAfter.Version.ShouldBeGreaterThan(mine.Version);
        theirsAfter.Version.ShouldBe(theirs.Version + 2);
        await listener.ExpectAsync<ChatChanged>(each => each.ChatId == chat && each.Staff.ReadByOther == 4);
        await listener.ExpectAsync<ChatChanged>(each => each.ChatId == chat && each.Customer?.ReadByOther == 2);
    }

    [Fact]
    public async Task Who_types_is_told_to_the_other_side_and_in_the_internal_conversation_to_staff_alone()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, customer) = (await workspace.StaffAsync("aoi"), await workspace.CustomerAsync("a"));
        var chat = (await workspace.OpenAsync(customer)).ChatId;
        var before = await workspace.ChatAsync(aoi, chat);
        await using var listener = await Listener.StartAsync(host);

        (await workspace.PostAsync(customer, $"chats/{chat}/typing")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await workspace.PostAsync(aoi, $"chats/{chat}/typing")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await workspace.PostAsync(aoi, $"chats/{chat}/typing", new { @internal = true })).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await listener.ExpectAsync<TypingNoticed>(each => each.ChatId == chat && each.Internal);
        await listener.ExpectAsync<TypingNoticed>(each => each.ChatId == chat && each.Person.Id == aoi.Id && !each.Internal);
        await listener.ExpectAsync<TypingNoticed>(each => each.ChatId == chat && each.Person.Id == customer.Id);
        listener.Heard<TypingNoticed>().Where(each => each.ChatId == chat)
            .ShouldAllBe(each => each.ToCustomer == (each.Person.Id == aoi.Id && !each.Internal) && each.Customer == customer.Id && each.TenantId == workspace.Id);
        (await workspace.ChatAsync(aoi, chat)).ShouldBe(before);
    }

    [Fact]
    public async Task A_customer_does_not_type_in_the_internal_conversation()
    {
        var workspace = await Workspace.CreateAsync(host);
        var customer = await workspace.CustomerAsync("a");
        var chat = (await workspace.OpenAsync(customer)).ChatId;

        using var response = await workspace.PostAsync(customer, $"chats/{chat}/typing", new { @internal = true });

        await Workspace.ShouldBeProblemAsync(response, HttpStatusCode.BadRequest, "bad_request");
    }

    [Fact]
    public async Task Staff_open_a_chat_with_a_customer_once_and_it_is_theirs()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, customer) = (await workspace.StaffAsync("aoi"), await workspace.CustomerAsync("a"));
        var body = new { customerId = customer.Id, clientId = Guid.NewGuid() };

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => workspace.PostAsync(aoi, "chats/for-customer", body)));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        var views = await Task.WhenAll(answers.Select(answer => Workspace.ReadAsync<ChatView>(answer, answer.StatusCode)));
        var chat = views.Select(view => view.ChatId).Distinct().ShouldHaveSingleItem();
        views.ShouldAllBe(view => view.Assignee == aoi && view.Source == ChatSource.Web && view.State == ChatState.Open && view.LastEntry == null);
        (await workspace.GetAsync<ChatPage>(customer, "chats")).Items.ShouldHaveSingleItem().ChatId.ShouldBe(chat);
        (await workspace.EntriesAsync(aoi, chat)).ShouldHaveSingleItem().Note.ShouldBe(NoteKind.Assigned);
    }

    [Fact]
    public async Task Without_a_seat_a_known_customer_or_a_client_id_no_chat_is_opened()
    {
        var (workspace, other) = (await Workspace.CreateAsync(host), await Workspace.CreateAsync(host));
        var (aoi, kato) = (await workspace.StaffAsync("aoi"), await workspace.StaffAsync("kato", seat: false));
        var (customer, stranger) = (await workspace.CustomerAsync("a"), await other.CustomerAsync("b"));

        using var seatless = await workspace.PostAsync(kato, "chats/for-customer", new { customerId = customer.Id, clientId = Guid.NewGuid() });
        using var foreign = await workspace.PostAsync(aoi, "chats/for-customer", new { customerId = stranger.Id, clientId = Guid.NewGuid() });
        using var nameless = await workspace.PostAsync(aoi, "chats/for-customer", new { customerId = customer.Id, clientId = Guid.Empty });

        await Workspace.ShouldBeProblemAsync(seatless, HttpStatusCode.Forbidden, "no_operator_seat");
        await Workspace.ShouldBeProblemAsync(foreign, HttpStatusCode.NotFound, "not_found");
        await Workspace.ShouldBeProblemAsync(nameless, HttpStatusCode.BadRequest, "bad_request");
        (await workspace.GetAsync<InboxCount>(aoi, "chats/counts")).All.ShouldBe(0);
    }
}
