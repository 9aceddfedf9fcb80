using Meet.Testing;
using Meet.Testing.People;

namespace Meet.SystemTests;

/// <summary>
/// A chat in which nothing changes by itself any more: the customer has written and called, and the assignee had no page open, so
/// the Meet was missed at once. Signed in once for a whole class, since signing in is limited.
/// </summary>
public sealed class MissedMeetScene(MeetSystem system) : IAsyncLifetime
{
    public Person Agent { get; private set; } = null!;

    public Person Customer { get; private set; } = null!;

    public Person OtherCustomer { get; private set; } = null!;

    /// <summary>Staff of another workspace.</summary>
    public Person OtherStaff { get; private set; } = null!;

    public Guid Chat { get; private set; }

    public Guid Meet { get; private set; }

    /// <summary>A team chat that the agent is in.</summary>
    public Guid Room { get; private set; }

    /// <summary>Of a message of the chat's internal conversation.</summary>
    public Guid File { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Agent = await Person.StaffWithoutPageAsync(system, DemoAccounts.Aoi);
        OtherStaff = await Person.StaffAsync(system, DemoAccounts.Mori);
        Customer = await Person.CustomerAsync(system);
        OtherCustomer = await Person.CustomerAsync(system);
        Chat = await Customer.OpenChatAsync();
        await Agent.TakeAsync(Chat);
        await TalkInsideAsync();
        Meet = (await Customer.StartMeetAsync(Chat))["meetId"]!.GetValue<Guid>();
        await Eventually.Becomes(
            () => Agent.GetAsync($"/api/chat/chats/{Chat}"), answer => answer.Json["missedMeetId"] is not null, "the chat tells the missed Meet");
    }

    public ValueTask DisposeAsync()
    {
        Agent.Dispose();
        OtherStaff.Dispose();
        Customer.Dispose();
        OtherCustomer.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task TalkInsideAsync()
    {
        var team = (await Agent.GetAsync("/api/chat/staff")).ShouldBeOk().Json["items"]!.AsArray();
        var colleague = team.Select(member => member!["person"]!["id"]!.GetValue<Guid>()).First(id => id != Agent.Id);
        Room = (await Agent.PostAsync("/api/chat/rooms", new { clientId = Guid.NewGuid(), kind = "team", name = "倉庫", members = new[] { colleague } }))
            .ShouldBeOk().Json["roomId"]!.GetValue<Guid>();
        using var content = new ByteArrayContent("社内用のメモ"u8.ToArray());
        File = (await Agent.SendAsync(HttpMethod.Post, "/api/chat/files?name=memo.txt", content)).ShouldBeOk().Json["fileId"]!.GetValue<Guid>();
        var message = new { clientId = Guid.NewGuid(), text = "確認します", @internal = true, files = new[] { File } };
        (await Agent.PostAsync($"/api/chat/chats/{Chat}/messages", message)).ShouldBeOk();
    }

    /// <summary>Replaces the names in capitals by their ids.</summary>
    public string Fill(string text) => text
        .Replace("CHAT", Chat.ToString(), StringComparison.Ordinal)
        .Replace("MEET", Meet.ToString(), StringComparison.Ordinal)
        .Replace("CUSTOMER", Customer.Id.ToString(), StringComparison.Ordinal)
        .Replace("ROOM", Room.ToString(), StringComparison.Ordinal)
        .Replace("FILE", File.ToString(), StringComparison.Ordinal)
        .Replace("STAFF", Agent.Id.ToString(), StringComparison.Ordinal)
        .Replace("TOMORROW", DateTimeOffset.UtcNow.AddDays(1).ToString("O"), StringComparison.Ordinal);

    /// <summary>Sends the request, and checks that it is refused so and that staff see everything as before.</summary>
    public async Task RefusedAsync(
        Person person, HttpMethod method, string path, int status, string code, HttpContent? content = null, Action<HttpRequestMessage>? change = null)
    {
        var before = await SnapshotAsync();
        var answer = await person.SendAsync(method, Fill(path), content, change);
        ((int)answer.Status).ShouldBe(status, answer.Text);
        answer.Code.ShouldBe(code, answer.Text);
        (await SnapshotAsync()).ShouldBe(before);
    }

    private async Task<string> SnapshotAsync()
    {
        string[] parts = ["/api/chat/chats/CHAT", "/api/chat/chats/CHAT/entries", "/api/meets?chatId=CHAT", "/api/meets/MEET/events", "/api/chat/settings"];
        var answers = await Task.WhenAll(parts.Select(part => Agent.GetAsync(Fill(part))));
        return string.Join('\n', answers.Select(answer => answer.ShouldBeOk().Text));
    }
}
