using System.Net;
using System.Text;
using Meet.Chat.Chats;
using Meet.Chat.Entries;
using Meet.Contracts.Chat;

namespace Meet.Chat.IntegrationTests;

public sealed class MessageTests(ChatHost host)
{
    [Fact]
    public async Task The_same_message_sent_again_changes_nothing()
    {
        var workspace = await Workspace.CreateAsync(host);
        var customer = await workspace.CustomerAsync("a");
        var chat = await workspace.OpenAsync(customer);
        var clientId = Guid.NewGuid();

        var first = await Workspace.ReadAsync<ChatEntryView>(
            await workspace.SayAsync(customer, chat.ChatId, "一度だけ", clientId: clientId), HttpStatusCode.Created);
        var again = await Workspace.ReadAsync<ChatEntryView>(await workspace.SayAsync(customer, chat.ChatId, "二度目", clientId: clientId));

        again.ShouldBe(first);
        (await workspace.EntriesAsync(customer, chat.ChatId)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Sent_many_times_at_once_it_is_there_once()
    {
        var workspace = await Workspace.CreateAsync(host);
        var customer = await workspace.CustomerAsync("a");
        var chat = await workspace.OpenAsync(customer);
        var clientId = Guid.NewGuid();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => workspace.SayAsync(customer, chat.ChatId, "x", clientId: clientId)));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(7);
        (await workspace.EntriesAsync(customer, chat.ChatId)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_chat_opened_again_under_the_same_client_id_is_the_same_chat()
    {
        var workspace = await Workspace.CreateAsync(host);
        var customer = await workspace.CustomerAsync("a");
        var body = new { clientId = Guid.NewGuid(), text = "こんにちは" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => workspace.PostAsync(customer, "chats", body)));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        var opened = await Task.WhenAll(answers.Select(answer => Workspace.ReadAsync<OpenedChat>(answer, answer.StatusCode)));
        opened.Select(each => each.Chat.ChatId).Distinct().ShouldHaveSingleItem();
        opened.Select(each => each.Entry.EntryId).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Many_people_writing_at_once_get_a_position_each()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, customer) = (await workspace.StaffAsync("aoi"), await workspace.CustomerAsync("a"));
        var chat = await workspace.OpenAsync(customer);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => workspace.SayAsync(i % 2 == 0 ? aoi : customer, chat.ChatId, $"{i}")));

        var entries = await workspace.EntriesAsync(aoi, chat.ChatId);
        entries.Count.ShouldBe(22); // the first message, 20 more, and the note that aoi took the chat
        entries.Select(entry => entry.Position).ShouldBe(Enumerable.Range(1, 22).Select(i => (long)i));
    }

    [Fact]
    public async Task The_first_reply_assigns_an_unassigned_chat_to_its_writer()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, sato, customer) = (await workspace.StaffAsync("aoi"), await workspace.StaffAsync("sato"), await workspace.CustomerAsync("a"));
        var chat = await workspace.OpenAsync(customer);

        await workspace.SayAsync(aoi, chat.ChatId, "メモ", isInternal: true);
        (await workspace.ChatAsync(aoi, chat.ChatId)).Assignee.ShouldBeNull();
        await workspace.SayAsync(aoi, chat.ChatId, "田中です");
        await workspace.SayAsync(sato, chat.ChatId, "佐藤です");

        (await workspace.ChatAsync(aoi, chat.ChatId)).Assignee.ShouldBe(aoi);
    }

    [Fact]
    public async Task A_reply_by_somebody_without_an_operator_seat_assigns_nobody()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (kato, customer) = (await workspace.StaffAsync("kato", seat: false), await workspace.CustomerAsync("a"));
        var chat = await workspace.OpenAsync(customer);

        (await workspace.SayAsync(kato, chat.ChatId, "加藤です")).StatusCode.ShouldBe(HttpStatusCode.Created);

        (await workspace.ChatAsync(kato, chat.ChatId)).Assignee.ShouldBeNull();
    }

    [Fact]
    public async Task A_customers_message_opens_a_closed_chat_again_and_staff_must_do_it_themselves()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, customer) = (await workspace.StaffAsync("aoi"), await workspace.CustomerAsync("a"));
        var chat = await workspace.OpenAsync(customer);
        await workspace.SayAsync(aoi, chat.ChatId, "田中です");
        await workspace.PostAsync(aoi, $"chats/{chat.ChatId}/close");

        await Workspace.ShouldBeProblemAsync(await workspace.SayAsync(aoi, chat.ChatId, "x"), HttpStatusCode.Conflict, "chat_closed");
        (await workspace.SayAsync(aoi, chat.ChatId, "メモ", isInternal: true)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await workspace.SayAsync(customer, chat.ChatId, "もう一つ")).StatusCode.ShouldBe(HttpStatusCode.Created);

        var after = await workspace.ChatAsync(aoi, chat.ChatId);
        (after.State, after.Assignee).ShouldBe((ChatState.Open, aoi));
        (await workspace.EntriesAsync(aoi, chat.ChatId)).Select(entry => entry.Note).OfType<NoteKind>()
            .ShouldBe([NoteKind.Assigned, NoteKind.Closed, NoteKind.Reopened]);
    }

    [Fact]
    public async Task Where_the_input_is_closed_only_staff_write()
    {
        var workspace = await Workspace.CreateAsync(host, mayStart: true);
        var (aoi, customer) = (await workspace.StaffAsync("aoi"), await workspace.CustomerAsync("a"));
        var chat = await workspace.OpenAsync(customer);
        await workspace.SayAsync(aoi, chat.ChatId, "田中です");
        await workspace.SqlAsync("update chat.chats set input_open = false where id = @ChatId", new { chat.ChatId });

        await Workspace.ShouldBeProblemAsync(await workspace.SayAsync(customer, chat.ChatId, "x"), HttpStatusCode.Conflict, "input_closed");
        (await workspace.SayAsync(aoi, chat.ChatId, "x")).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await workspace.ChatAsync(customer, chat.ChatId)).CustomerMayStartMeet.ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"text":"x"}""")]
    [InlineData("""{"clientId":"00000000-0000-0000-0000-000000000000","text":"x"}""")]
    [InlineData("""{"clientId":"3b8ddf4c-0000-4000-8000-000000000001"}""")]
    [InlineData("""{"clientId":"3b8ddf4c-0000-4000-8000-000000000001","text":"  \n "}""")]
    [InlineData("""{"clientId":"3b8ddf4c-0000-4000-8000-000000000001","text":"a\u0000b"}""")]
    [InlineData("""{"clientId":"3b8ddf4c-0000-4000-8000-000000000001","text":"a\ud800b"}""")]
    [InlineData("""{"clientId":"3b8ddf4c-0000-4000-8000-000000000001","text":7}""")]
    [InlineData("""{"clientId":"not-a-uuid","text":"x"}""")]
    [InlineData("""{"clientId":""")]
    [InlineData("null")]
    [InlineData("")]
    public async Task A_malformed_message_is_refused_and_changes_nothing(string json)
    {
        var workspace = await Workspace.CreateAsync(host);
        var customer = await workspace.CustomerAsync("a");
        var chat = await workspace.OpenAsync(customer);
        using var body = new StringContent(json, Encoding.UTF8, "application/json");

        using var response = await workspace.As(customer).PostAsync($"/api/chat/chats/{chat.ChatId}/messages", body);

        await Workspace.ShouldBeProblemAsync(response, HttpStatusCode.BadRequest, "bad_request");
        (await workspace.ChatAsync(customer, chat.ChatId)).ShouldBe(chat);
    }

    [Fact]
    public async Task Text_has_5000_characters_at_most_and_a_preview_140()
    {
        var workspace = await Workspace.CreateAsync(host);
        var customer = await workspace.CustomerAsync("a");
        var chat = await workspace.OpenAsync(customer);
        var longest = string.Concat(Enumerable.Repeat("🍵", PostMessage.MaxText));

        (await workspace.SayAsync(customer, chat.ChatId, longest)).StatusCode.ShouldBe(HttpStatusCode.Created);
        await Workspace.ShouldBeProblemAsync(await workspace.SayAsync(customer, chat.ChatId, longest + "x"), HttpStatusCode.BadRequest, "bad_request");

        (await workspace.EntriesAsync(customer, chat.ChatId))[^1].Text.ShouldBe(longest);
        (await workspace.ChatAsync(customer, chat.ChatId)).LastEntry!.Text.ShouldBe(string.Concat(Enumerable.Repeat("🍵", 140)));
    }

    [Fact]
    public async Task The_timeline_is_read_in_pages_back_to_its_beginning()
    {
        var workspace = await Workspace.CreateAsync(host);
        var customer = await workspace.CustomerAsync("a");
        var chat = await workspace.OpenAsync(customer, "1");
        for (var i = 2; i <= 5; i++)
            await workspace.SayAsync(customer, chat.ChatId, $"{i}");

        var newest = await workspace.GetAsync<EntryPage>(customer, $"chats/{chat.ChatId}/entries?limit=2");
        var middle = await workspace.GetAsync<EntryPage>(customer, $"chats/{chat.ChatId}/entries?limit=2&before={newest.Before}");
        var oldest = await workspace.GetAsync<EntryPage>(customer, $"chats/{chat.ChatId}/entries?limit=2&before={middle.Before}");

        newest.Items.Select(entry => entry.Text).ShouldBe(["4", "5"]);
        middle.Items.Select(entry => entry.Text).ShouldBe(["2", "3"]);
        oldest.Items.Select(entry => entry.Text).ShouldBe(["1"]);
        oldest.Before.ShouldBeNull();
    }

    [Fact]
    public async Task Unread_counts_the_other_sides_messages_behind_the_read_position()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, customer) = (await workspace.StaffAsync("aoi"), await workspace.CustomerAsync("a"));
        var chat = await workspace.OpenAsync(customer);
        await workspace.SayAsync(customer, chat.ChatId, "もしもし");
        (await workspace.ChatAsync(aoi, chat.ChatId)).Unread.ShouldBe(2);

        (await workspace.PostAsync(aoi, $"chats/{chat.ChatId}/read", new { position = 1 })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await workspace.ChatAsync(aoi, chat.ChatId)).Unread.ShouldBe(1);
        await workspace.PostAsync(aoi, $"chats/{chat.ChatId}/read", new { position = 1_000_000 });
        await workspace.PostAsync(aoi, $"chats/{chat.ChatId}/read", new { position = 1 });
        (await workspace.ChatAsync(aoi, chat.ChatId)).Unread.ShouldBe(0);
        await workspace.SayAsync(aoi, chat.ChatId, "はい");

        (await workspace.ChatAsync(customer, chat.ChatId)).Unread.ShouldBe(1);
    }
}
