using System.Net;
using Meet.Chat.Mentions;
using Meet.Contracts;
using Meet.Contracts.Chat;

namespace Meet.Chat.IntegrationTests;

public sealed class MentionTests(ChatHost host)
{
    [Fact]
    public async Task Who_is_named_in_the_internal_conversation_finds_it_until_it_is_read()
    {
        var (workspace, aoi, sato, customer, chat) = await StartAsync();
        await using var listener = await Listener.StartAsync(host);

        var entry = await Workspace.ReadAsync<ChatEntryView>(await MentionAsync(workspace, aoi, chat, "在庫は?", sato.Id, aoi.Id, sato.Id), HttpStatusCode.Created);

        entry.Mentions.ShouldBe([sato, aoi]);
        (await listener.ExpectAsync<ChatEntryChanged>(each => each.EntryId == entry.EntryId)).Staff.Mentions.ShouldBe([sato, aoi]);
        var page = await workspace.GetAsync<MentionPage>(sato, "mentions");
        page.Items.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            mention => mention.Entry.EntryId.ShouldBe(entry.EntryId), mention => mention.ChatId.ShouldBe(chat), mention => mention.RoomId.ShouldBeNull(),
            mention => mention.Title.ShouldBe(customer.Name), mention => mention.Read.ShouldBeFalse());
        page.Unread.ShouldBe(1);
        (await workspace.GetAsync<MentionPage>(aoi, "mentions")).Items.ShouldBeEmpty();

        (await workspace.PostAsync(sato, "mentions/read")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var after = await workspace.GetAsync<MentionPage>(sato, "mentions");
        (after.Unread, after.Items[0].Read).ShouldBe((0, true));
    }

    [Fact]
    public async Task Nothing_of_it_is_in_what_the_customer_reads()
    {
        var (workspace, aoi, sato, customer, chat) = await StartAsync();
        var before = await workspace.ChatAsync(customer, chat);

        await MentionAsync(workspace, aoi, chat, "VIP", sato.Id);

        (await workspace.ChatAsync(customer, chat)).ShouldBe(before);
        (await workspace.EntriesAsync(customer, chat)).ShouldAllBe(entry => entry.Mentions.IsEmpty);
    }

    [Fact]
    public async Task Sent_again_it_names_nobody_twice()
    {
        var (workspace, aoi, sato, _, chat) = await StartAsync();
        var body = new { clientId = Guid.NewGuid(), text = "x", @internal = true, mentions = new[] { sato.Id } };

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => workspace.PostAsync(aoi, $"chats/{chat}/messages", body)));

        (await workspace.GetAsync<MentionPage>(sato, "mentions")).Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Mentions_are_read_in_pages_newest_first()
    {
        var (workspace, aoi, sato, _, chat) = await StartAsync();
        foreach (var text in (string[])["1", "2", "3"])
            await MentionAsync(workspace, aoi, chat, text, sato.Id);

        var first = await workspace.GetAsync<MentionPage>(sato, "mentions?limit=2");
        var rest = await workspace.GetAsync<MentionPage>(sato, $"mentions?limit=2&after={first.After}");

        first.Items.Concat(rest.Items).Select(each => each.Entry.Text).ShouldBe(["3", "2", "1"]);
        (first.Unread, rest.After).ShouldBe((3, null));
        await Workspace.ShouldBeProblemAsync(await workspace.As(sato).GetAsync("/api/chat/mentions?limit=0"), HttpStatusCode.BadRequest, "bad_request");
        await Workspace.ShouldBeProblemAsync(await workspace.As(sato).GetAsync("/api/chat/mentions?after=x"), HttpStatusCode.BadRequest, "bad_request");
    }

    [Fact]
    public async Task In_what_the_customer_reads_by_strangers_or_by_the_dozen_nobody_is_named()
    {
        var (workspace, aoi, sato, customer, chat) = await StartAsync();
        var stranger = await (await Workspace.CreateAsync(host)).StaffAsync("stranger");
        var before = await workspace.ChatAsync(aoi, chat);
        object[] bodies =
        [
            new { clientId = Guid.NewGuid(), text = "x", mentions = new[] { sato.Id } },
            new { clientId = Guid.NewGuid(), text = "x", @internal = true, mentions = new[] { stranger.Id } },
            new { clientId = Guid.NewGuid(), text = "x", @internal = true, mentions = new[] { customer.Id } },
            new { clientId = Guid.NewGuid(), text = "x", @internal = true, mentions = Enumerable.Range(0, 21).Select(_ => Guid.NewGuid()) },
        ];

        foreach (var body in bodies)
            await Workspace.ShouldBeProblemAsync(await workspace.PostAsync(aoi, $"chats/{chat}/messages", body), HttpStatusCode.BadRequest, "bad_request");
        await Workspace.ShouldBeProblemAsync(await workspace.PostAsync(customer, $"chats/{chat}/messages", bodies[0]), HttpStatusCode.BadRequest, "bad_request");

        (await workspace.ChatAsync(aoi, chat)).ShouldBe(before);
        (await workspace.GetAsync<MentionPage>(sato, "mentions")).Items.ShouldBeEmpty();
    }

    private static Task<HttpResponseMessage> MentionAsync(Workspace workspace, PersonRef by, Guid chat, string text, params Guid[] mentions) =>
        workspace.PostAsync(by, $"chats/{chat}/messages", new { clientId = Guid.NewGuid(), text, @internal = true, mentions });

    private async Task<(Workspace Workspace, PersonRef Aoi, PersonRef Sato, PersonRef Customer, Guid Chat)> StartAsync()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, sato, customer) = (await workspace.StaffAsync("aoi"), await workspace.StaffAsync("sato"), await workspace.CustomerAsync("a"));
        return (workspace, aoi, sato, customer, (await workspace.OpenAsync(customer)).ChatId);
    }
}
