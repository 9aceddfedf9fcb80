using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Meet.Chat.Chats;
using Meet.Chat.Inbound;
using Meet.Chat.Settings;
using Meet.Contracts;
using Meet.Contracts.Chat;

namespace Meet.Chat.IntegrationTests;

public sealed class MessagesWebhookTests(ChatHost host)
{
    [Fact]
    public async Task A_customers_messages_stand_in_one_chat_for_each_messenger()
    {
        var (workspace, admin, secret) = await StartAsync();

        var first = await TakenAsync(workspace, secret, Message("m1", "U1"));
        var second = await TakenAsync(workspace, secret, Message("m2", "U1", "まだですか?"));
        await TakenAsync(workspace, secret, Message("m1", "U1", source: "instagram"));
        await TakenAsync(workspace, secret, Message("m3", "U2"));

        second.ShouldNotBe(first);
        var chats = (await workspace.GetAsync<ChatPage>(admin, "chats")).Items;
        chats.Select(chat => chat.Source).Order().ShouldBe([ChatSource.Line, ChatSource.Line, ChatSource.Instagram]);
        chats.ShouldAllBe(chat => !chat.CustomerMayStartMeet && chat.Assignee == null);
        var line = chats.Single(chat => chat.LastEntry!.Text == "まだですか?");
        (line.Unread, line.Customer.Name).ShouldBe((2, "渡辺"));
        (await workspace.EntriesAsync(admin, line.ChatId)).Select(entry => entry.EntryId).ShouldBe([first, second]);
    }

    [Fact]
    public async Task The_same_message_again_even_at_once_is_there_once()
    {
        var (workspace, admin, secret) = await StartAsync();

        var entries = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => TakenAsync(workspace, secret, Message("m1", "U1"))));

        entries.Distinct().ShouldHaveSingleItem();
        var chat = (await workspace.GetAsync<ChatPage>(admin, "chats")).Items.ShouldHaveSingleItem();
        (await workspace.EntriesAsync(admin, chat.ChatId)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Many_first_messages_of_a_customer_at_once_open_one_chat()
    {
        var (workspace, admin, secret) = await StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => TakenAsync(workspace, secret, Message($"m{i}", "U1"))));

        var chat = (await workspace.GetAsync<ChatPage>(admin, "chats")).Items.ShouldHaveSingleItem();
        (await workspace.EntriesAsync(admin, chat.ChatId)).Count.ShouldBe(6);
    }

    [Fact]
    public async Task A_closed_chat_is_opened_again()
    {
        var (workspace, admin, secret) = await StartAsync();
        await TakenAsync(workspace, secret, Message("m1", "U1"));
        var chat = (await workspace.GetAsync<ChatPage>(admin, "chats")).Items[0].ChatId;
        await workspace.PostAsync(admin, $"chats/{chat}/close");

        await TakenAsync(workspace, secret, Message("m2", "U1"));

        (await workspace.GetAsync<ChatPage>(admin, "chats")).Items.ShouldHaveSingleItem().ChatId.ShouldBe(chat);
    }

    [Fact]
    public async Task Unknown_workspaces_missing_secrets_and_wrong_or_old_signatures_are_refused_alike()
    {
        var (workspace, admin, secret) = await StartAsync();
        var without = await Workspace.CreateAsync(host);
        var (body, now) = (Message("m1", "U1"), host.Clock.GetUtcNow());
        HttpResponseMessage[] answers =
        [
            await SendAsync("nowhere", body, Header(secret, body, now)),
            await SendAsync(without.Id, body, Header(secret, body, now)),
            await SendAsync(without.Id, body, Header("", body, now)),
            await SendAsync(workspace.Id, body, Header("other", body, now)),
            await SendAsync(workspace.Id, body, Header(secret, "{}", now)),
            await SendAsync(workspace.Id, body, Header(secret, body, now.AddMinutes(-6))),
            await SendAsync(workspace.Id, body, Header(secret, body, now.AddMinutes(6))),
            await SendAsync(workspace.Id, body, "t=1,v1=zz"),
            await SendAsync(workspace.Id, body, null),
        ];

        var texts = new HashSet<string>();
        foreach (var answer in answers)
        {
            await Workspace.ShouldBeProblemAsync(answer, HttpStatusCode.Unauthorized, "bad_signature");
            texts.Add(JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("title").GetString()!);
        }

        texts.ShouldHaveSingleItem();
        (await workspace.GetAsync<ChatPage>(admin, "chats")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_renewed_secret_ends_the_one_before()
    {
        var (workspace, admin, secret) = await StartAsync();
        var renewed = (await Workspace.ReadAsync<NewWebhookSecret>(await workspace.PostAsync(admin, "settings/webhook-secret"))).Secret;
        var body = Message("m1", "U1");

        using var old = await SendAsync(workspace.Id, body, Header(secret, body, host.Clock.GetUtcNow()));

        await Workspace.ShouldBeProblemAsync(old, HttpStatusCode.Unauthorized, "bad_signature");
        await TakenAsync(workspace, renewed, body);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("""{"source":"web","messageId":"m","at":"2026-01-01T00:00:00Z","customer":{"id":"U1","name":"a"},"text":"x"}""")]
    [InlineData("""{"source":"fax","messageId":"m","at":"2026-01-01T00:00:00Z","customer":{"id":"U1","name":"a"},"text":"x"}""")]
    [InlineData("""{"source":"line","messageId":"","at":"2026-01-01T00:00:00Z","customer":{"id":"U1","name":"a"},"text":"x"}""")]
    [InlineData("""{"source":"line","messageId":"m","at":"yesterday","customer":{"id":"U1","name":"a"},"text":"x"}""")]
    [InlineData("""{"source":"line","messageId":"m","customer":{"id":"U1","name":"a"},"text":"x"}""")]
    [InlineData("""{"source":"line","messageId":"m","at":"2026-01-01T00:00:00Z","text":"x"}""")]
    [InlineData("""{"source":"line","messageId":"m","at":"2026-01-01T00:00:00Z","customer":{"id":"U1","name":""},"text":"x"}""")]
    [InlineData("""{"source":"line","messageId":"m","at":"2026-01-01T00:00:00Z","customer":{"id":"U\u0000","name":"a"},"text":"x"}""")]
    [InlineData("""{"source":"line","messageId":"m","at":"2026-01-01T00:00:00Z","customer":{"id":"U1","name":"a"},"text":" "}""")]
    [InlineData("""{"source":"line","messageId":"m","at":"2026-01-01T00:00:00Z","customer":{"id":"U1","name":"a"},"text":"\ud800"}""")]
    public async Task A_malformed_message_is_refused_and_writes_nothing(string body)
    {
        var (workspace, admin, secret) = await StartAsync();

        using var response = await SendAsync(workspace.Id, body, Header(secret, body, host.Clock.GetUtcNow()));

        await Workspace.ShouldBeProblemAsync(response, HttpStatusCode.BadRequest, "bad_request");
        (await workspace.GetAsync<ChatPage>(admin, "chats")).Items.ShouldBeEmpty();
        (await workspace.QueryAsync<int>("select count(*)::int from chat.customers where tenant_id = @tenant", new { tenant = workspace.Id })).ShouldBe(0);
    }

    [Fact]
    public async Task A_body_over_64_KiB_is_refused()
    {
        var (workspace, _, secret) = await StartAsync();
        var body = Message("m1", new string('U', 66_000));

        using var response = await SendAsync(workspace.Id, body, Header(secret, body, host.Clock.GetUtcNow()));

        await Workspace.ShouldBeProblemAsync(response, HttpStatusCode.RequestEntityTooLarge, "body_too_large");
    }

    private static string Message(string id, string customer, string text = "在庫はありますか?", string source = "line") => JsonSerializer.Serialize(new
    {
        source, messageId = id, at = "2026-01-01T00:00:00Z", customer = new { id = customer, name = "渡辺" }, text,
    });

    private static string Header(string secret, string body, DateTimeOffset at)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={seconds},v1={Convert.ToHexStringLower(WebhookSignature.Sign(seconds, Encoding.UTF8.GetBytes(body), secret))}";
    }

    private async Task<Guid> TakenAsync(Workspace workspace, string secret, string body)
    {
        using var response = await SendAsync(workspace.Id, body, Header(secret, body, host.Clock.GetUtcNow()));
        return (await Workspace.ReadAsync<InboundTaken>(response)).EntryId;
    }

    private async Task<HttpResponseMessage> SendAsync(string tenant, string body, string? signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/webhooks/messages/{tenant}")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (signature is not null)
            request.Headers.TryAddWithoutValidation("Meet-Signature", signature);
        return await host.Anonymous().SendAsync(request);
    }

    private async Task<(Workspace Workspace, PersonRef Admin, string Secret)> StartAsync()
    {
        var workspace = await Workspace.CreateAsync(host, autoAssign: true);
        var admin = await workspace.StaffAsync("admin", admin: true);
        return (workspace, admin, (await Workspace.ReadAsync<NewWebhookSecret>(await workspace.PostAsync(admin, "settings/webhook-secret"))).Secret);
    }
}
