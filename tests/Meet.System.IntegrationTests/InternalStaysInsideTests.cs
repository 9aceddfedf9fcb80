using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Meet.Testing;
using Meet.Testing.People;

namespace Meet.SystemTests;

/// <summary>
/// PRODUCT.md, voice and video rule 6: nothing of an internal conversation, of a room, or of their Meets ever reaches a customer's
/// connection. Staff use every internal feature while each byte that the customer is sent is kept, by the hub and by every
/// request that they may make. Not even the moment shows: while staff talk among themselves, nothing is pushed at all.
/// </summary>
public sealed class InternalStaysInsideTests(MeetSystem system)
{
    private static readonly byte[] Pixel = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private readonly string _marker = $"secret-{Guid.NewGuid():N}";
    private readonly List<string> _inside = [];

    [Fact]
    public async Task Nothing_that_staff_do_among_themselves_reaches_the_customer()
    {
        using var customer = await Person.CustomerAsync(system);
        using var aoi = await Person.StaffAsync(system, DemoAccounts.Aoi);
        using var sato = await Person.StaffAsync(system, DemoAccounts.Sato);
        var chat = await customer.OpenChatAsync();
        await aoi.TakeAsync(chat);
        await using var aoisPage = await aoi.ConnectAsync();
        await using var satosPage = await sato.ConnectAsync();
        await using var page = await customer.ConnectAsync();
        await EverybodyIsThereAsync(aoi, chat);
        await SaidAsync(aoi, page, chat, "いまから社内で確認します");

        var (heardBefore, before) = (page.Pushes, page.Everything.Length);
        await TalkInTheChatAsync(aoi, sato, chat);
        await TalkInRoomsAsync(aoi, sato);
        await HandleUnseenAsync(aoi, chat);
        page.Pushes.ShouldBe(heardBefore, $"pushed to the customer while staff were among themselves: {page.Everything[before..]}");

        await SaidAsync(aoi, page, chat, "お待たせしました");
        var read = await ReadAllAsync(customer, chat);
        foreach (var secret in _inside.Append(_marker))
        {
            page.Everything.ShouldNotContain(secret);
            read.ShouldNotContain(secret);
        }

        await MayNotAskAsync(customer);
        PositionsOf(read).ShouldBe(Enumerable.Range(1, PositionsOf(read).Length).Select(position => (long)position), "a gap would tell of what is not shown");
    }

    private async Task TalkInTheChatAsync(Person aoi, Person sato, Guid chat)
    {
        var file = await UploadAsync(aoi);
        Inside(await aoi.PostAsync($"/api/chat/chats/{chat}/typing", new { @internal = true }));
        var message = new { clientId = Guid.NewGuid(), text = $"@佐藤 {_marker}", @internal = true, mentions = new[] { sato.Id }, files = new[] { file } };
        Inside(await aoi.PostAsync($"/api/chat/chats/{chat}/messages", message), "entryId");
        Inside(await sato.PostAsync(
            $"/api/chat/chats/{chat}/messages", new { clientId = Guid.NewGuid(), text = _marker, @internal = true }), "entryId");
        await MeetAsync(aoi, sato, new { chatId = chat, place = "internalConversation", kind = "voice" });
    }

    private async Task TalkInRoomsAsync(Person aoi, Person sato)
    {
        foreach (var kind in new[] { "team", "direct" })
        {
            var name = kind == "team" ? _marker : null;
            var room = Inside(await aoi.PostAsync("/api/chat/rooms", new { clientId = Guid.NewGuid(), kind, name, members = new[] { sato.Id } }), "roomId");
            Inside(await aoi.PostAsync($"/api/chat/rooms/{room}/typing"));
            Inside(await aoi.PostAsync(
                $"/api/chat/rooms/{room}/messages", new { clientId = Guid.NewGuid(), text = _marker, mentions = new[] { sato.Id } }), "entryId");
            await MeetAsync(aoi, sato, new { chatId = room, place = kind == "team" ? "teamChat" : "directMessage", kind = "video" });
        }
    }

    private static async Task HandleUnseenAsync(Person aoi, Guid chat)
    {
        Inside(await aoi.PostAsync($"/api/chat/chats/{chat}/snooze", new { until = DateTimeOffset.UtcNow.AddDays(1) }));
        Inside(await aoi.PostAsync($"/api/chat/chats/{chat}/wake"));
        Inside(await aoi.GetAsync("/api/chat/mentions"));
    }

    /// <summary>Rung, answered, hands, muted, over: a whole internal Meet. Ends when the timeline tells that it ended.</summary>
    private async Task MeetAsync(Person caller, Person colleague, object start)
    {
        var started = await caller.PostAsync("/api/meets", start);
        var meet = started.ShouldBeOk().Json["meet"]!["meetId"]!.GetValue<string>();
        _inside.Add(meet);
        Inside(await colleague.PostAsync($"/api/meets/{meet}/rang", new { deviceId = "d1", device = _marker }));
        Inside(await colleague.PostAsync($"/api/meets/{meet}/accept", new { deviceId = "d1", device = _marker }));
        Inside(await colleague.PostAsync($"/api/meets/{meet}/hand", new { raised = true }));
        Inside(await caller.PostAsync($"/api/meets/{meet}/mute", new { personId = colleague.Id }));
        Inside(await caller.PostAsync($"/api/meets/{meet}/video"));
        Inside(await caller.PostAsync($"/api/meets/{meet}/end"));
        var chatId = started.Json["meet"]!["chatId"]!.GetValue<string>();
        var timeline = started.Json["meet"]!["place"]!.GetValue<string>() == "internalConversation" ? "chats" : "rooms";
        await Eventually.Becomes(
            () => caller.GetAsync($"/api/chat/{timeline}/{chatId}/entries"),
            answer => answer.Json["items"]!.AsArray().Any(entry => entry!["meet"]?["meetId"]?.GetValue<string>() == meet
                && entry["meet"]!["state"]!.GetValue<string>() == "ended"),
            "the timeline tells that the internal Meet ended");
    }

    /// <summary>
    /// Who is there shows in the chat, and is told a moment after a page connects: before the silence begins, that must be over. The
    /// customer's page connected last, and connections are reported in their order.
    /// </summary>
    private static Task<Answer> EverybodyIsThereAsync(Person staff, Guid chat) => Eventually.Becomes(
        () => staff.GetAsync($"/api/chat/chats/{chat}"),
        answer => answer.ShouldBeOk().Json["customerPresence"]!.GetValue<string>() == "online"
            && answer.Json["assigneePresence"]!.GetValue<string>() == "online",
        "the customer and the agent are online");

    private static async Task SaidAsync(Person staff, HubConnection page, Guid chat, string text)
    {
        (await staff.PostAsync($"/api/chat/chats/{chat}/messages", new { clientId = Guid.NewGuid(), text })).ShouldBeOk();
        await page.PushedInAnyOrderAsync(
            ("entryChanged", entry => entry["text"]?.GetValue<string>() == text),
            ("chatChanged", seen => seen["lastEntry"]?["text"]?.GetValue<string>() == text));
    }

    private static async Task<string> ReadAllAsync(Person customer, Guid chat)
    {
        var answers = new List<string>();
        foreach (var path in new[] { "/api/chat/chats", $"/api/chat/chats/{chat}", $"/api/chat/chats/{chat}/entries", $"/api/meets/offers?chatId={chat}" })
        {
            answers.Add((await customer.GetAsync(path)).ShouldBeOk().Text);
        }

        return string.Join('\n', answers);
    }

    private static long[] PositionsOf(string read) =>
        [.. JsonNode.Parse(read.Split('\n')[2])!["items"]!.AsArray().Select(entry => entry!["position"]!.GetValue<long>())];

    /// <summary>What the customer has no business with is not there, whatever its id is asked as.</summary>
    private async Task MayNotAskAsync(Person customer)
    {
        foreach (var id in _inside)
        {
            foreach (var path in new[] { $"/api/meets/{id}", $"/api/chat/files/{id}", $"/api/chat/chats/{id}", $"/api/chat/chats/{id}/entries" })
            {
                (await customer.GetAsync(path)).Code.ShouldBe("not_found", path);
            }
        }
    }

    private async Task<string> UploadAsync(Person staff)
    {
        using var content = new ByteArrayContent(Pixel);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return Inside(await staff.SendAsync(HttpMethod.Post, $"/api/chat/files?name={_marker}.png", content), "fileId");
    }

    private string Inside(Answer answer, string id)
    {
        _inside.Add(answer.ShouldBeOk().Json[id]!.GetValue<string>());
        return _inside[^1];
    }

    private static void Inside(Answer answer) => answer.ShouldBeOk();
}
