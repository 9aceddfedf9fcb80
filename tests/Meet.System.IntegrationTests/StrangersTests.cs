using System.Text;
using Meet.Testing;
using Meet.Testing.People;

namespace Meet.SystemTests;

/// <summary>Nobody gets in with a wrong token, and nobody sees or changes what is another person's or another workspace's.</summary>
public sealed class StrangersTests(MeetSystem system, MissedMeetScene scene) : IClassFixture<MissedMeetScene>
{
    public static TheoryData<string, string, string?> Everything => new()
    {
        { "GET", "/api/chat/chats/CHAT", null },
        { "GET", "/api/chat/chats/CHAT/entries", null },
        { "POST", "/api/chat/chats/CHAT/messages", """{"clientId":"01900000-0000-7000-8000-00000000000a","text":"x"}""" },
        { "POST", "/api/chat/chats/CHAT/read", """{"position":1}""" },
        { "POST", "/api/meets", """{"chatId":"CHAT","kind":"voice"}""" },
        { "GET", "/api/meets/MEET", null },
        { "POST", "/api/meets/MEET/accept", null },
        { "POST", "/api/meets/MEET/decline", null },
        { "POST", "/api/meets/MEET/cancel", null },
        { "POST", "/api/meets/MEET/join", null },
        { "POST", "/api/meets/MEET/leave", null },
        { "POST", "/api/meets/MEET/video", null },
        { "POST", "/api/meets/MEET/failure", """{"reason":"connectionFailed"}""" },
        { "POST", "/api/meets/MEET/rang", """{"deviceId":"d","device":"x"}""" },
        { "POST", "/api/meets/MEET/hand", """{"raised":true}""" },
        { "GET", "/api/meets/offers?chatId=CHAT", null },
        { "POST", "/api/chat/chats/CHAT/typing", "{}" },
        { "GET", "/api/chat/files/FILE", null },
    };

    /// <summary>Of a room that neither the customer nor anybody else's staff is in.</summary>
    public static TheoryData<string, string, string?> OfMembers => new()
    {
        { "GET", "/api/chat/rooms/ROOM", null },
        { "PUT", "/api/chat/rooms/ROOM", """{"name":"x"}""" },
        { "GET", "/api/chat/rooms/ROOM/entries", null },
        { "POST", "/api/chat/rooms/ROOM/messages", """{"clientId":"01900000-0000-7000-8000-00000000000a","text":"x"}""" },
        { "POST", "/api/chat/rooms/ROOM/read", """{"position":1}""" },
        { "POST", "/api/chat/rooms/ROOM/typing", null },
        { "POST", "/api/meets", """{"chatId":"ROOM","kind":"voice","place":"teamChat"}""" },
        { "GET", "/api/chat/files/FILE", null },
    };

    public static TheoryData<string, string, string?> OfStaff => new()
    {
        { "PUT", "/api/chat/chats/CHAT/assignee", """{"staffId":null}""" },
        { "POST", "/api/chat/chats/CHAT/close", null },
        { "POST", "/api/chat/chats/CHAT/reopen", null },
        { "GET", "/api/chat/customers/CUSTOMER", null },
        { "GET", "/api/meets/MEET/events", null },
        { "POST", "/api/meets/MEET/invite", """{"staffIds":["STAFF"]}""" },
        { "POST", "/api/meets/MEET/end", null },
        { "POST", "/api/meets/MEET/mute", """{"personId":"CUSTOMER"}""" },
        { "POST", "/api/chat/chats/CHAT/snooze", """{"until":"TOMORROW"}""" },
        { "POST", "/api/chat/chats/CHAT/wake", null },
        { "POST", "/api/chat/chats/for-customer", """{"customerId":"CUSTOMER","clientId":"01900000-0000-7000-8000-00000000000b"}""" },
        { "PUT", "/api/chat/customers/CUSTOMER", """{"name":"x","email":null,"phone":null}""" },
        { "GET", "/api/chat/customers/CUSTOMER/chats", null },
        { "PUT", "/api/chat/staff/STAFF", """{"operatorSeat":false}""" },
    };

    /// <summary>Nobody else's things can be named there: whoever asks is answered with, or changes, what is their own.</summary>
    public static readonly string[] NamesNothing =
    [
        "GET /api/chat/chats", "POST /api/chat/chats", "GET /api/chat/chats/counts", "GET /api/chat/customers", "PUT /api/chat/me",
        "GET /api/chat/mentions", "POST /api/chat/mentions/read", "GET /api/chat/staff", "POST /api/chat/staff", "GET /api/chat/settings",
        "PUT /api/chat/settings", "POST /api/chat/settings/webhook-secret", "GET /api/chat/rooms", "POST /api/chat/rooms",
        "POST /api/chat/files", "GET /api/meets", "GET /api/meets/capabilities", "POST /api/session", "GET /api/session",
        "DELETE /api/session", "POST /api/session/hub-ticket", "POST /api/customer-session", "POST /api/link-session",
    ];

    /// <summary>Has tests of its own: signed by a secret; bound to the asking session's Meet; the development page.</summary>
    public static readonly string[] TriedElsewhere =
        ["POST /api/webhooks/messages/{tenant}", "POST /api/link-session/handover", "GET /api/notifications/outbox"];

    [Fact]
    public async Task No_endpoint_was_forgotten()
    {
        var described = new List<string>();
        foreach (var service in new[] { "chat", "meets", "notification", "gateway" })
        {
            var paths = (await scene.Agent.GetAsync($"/openapi/{service}.json")).ShouldBeOk().Json["paths"]!.AsObject();
            described.AddRange(paths.SelectMany(path => path.Value!.AsObject().Select(
                operation => $"{operation.Key.ToUpperInvariant()} {path.Key.TrimEnd('/')}")));
        }

        var tried = Everything.Concat(OfStaff).Concat(OfMembers).Select(row => $"{row.Data.Item1} {Template(row.Data.Item2)}");
        described.Distinct().Except(tried).Except(NamesNothing).Except(TriedElsewhere)
            .ShouldBeEmpty("say in which of the tables above a new endpoint belongs");
    }

    [Theory]
    [InlineData("/api/chat/chats")]
    [InlineData("/api/chat/chats?q=CUSTOMER")]
    [InlineData("/api/chat/customers")]
    [InlineData("/api/chat/mentions")]
    [InlineData("/api/chat/staff")]
    [InlineData("/api/chat/settings")]
    [InlineData("/api/chat/rooms")]
    [InlineData("/api/meets?chatId=CHAT")]
    [InlineData("/api/meets?customerId=CUSTOMER")]
    public async Task Lists_hold_nothing_of_another_workspace(string path)
    {
        var answer = (await scene.OtherStaff.GetAsync(scene.Fill(path))).ShouldBeOk().Text;

        foreach (var ours in new[] { "CHAT", "MEET", "CUSTOMER", "ROOM", "FILE", "STAFF" })
        {
            answer.ShouldNotContain(scene.Fill(ours));
        }
    }

    [Theory]
    [MemberData(nameof(OfMembers))]
    public async Task A_room_is_its_members(string method, string path, string? body)
    {
        await RefusedAsync(scene.OtherStaff, method, path, body, 404, "not_found");
        await RefusedAsync(scene.Customer, method, path, body, 404, "not_found");
    }

    [Theory]
    [MemberData(nameof(Everything))]
    [MemberData(nameof(OfStaff))]
    public Task Another_workspaces_staff_find_nothing(string method, string path, string? body) =>
        RefusedAsync(scene.OtherStaff, method, path, body, 404, "not_found");

    [Theory]
    [MemberData(nameof(Everything))]
    public Task Another_customer_finds_nothing(string method, string path, string? body) =>
        RefusedAsync(scene.OtherCustomer, method, path, body, 404, "not_found");

    [Theory]
    [MemberData(nameof(OfStaff))]
    public Task What_is_for_staff_is_not_for_the_chats_own_customer(string method, string path, string? body) =>
        RefusedAsync(scene.Customer, method, path, body, 403, "forbidden");

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer ")]
    [InlineData("Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.eyJpc3MiOiJtZWV0LWdhdGV3YXkiLCJhdWQiOiJtZWV0LXNlcnZpY2VzIiwidGlkIjoiZGVtbyIsImtpbmQiOiJzdGFmZiJ9.")]
    [InlineData("Basic YW9pQGRlbW8uZXhhbXBsZTptZWV0LWRlbW8tMjAyNg==")]
    public async Task A_wrong_token_opens_nothing(string? authorization)
    {
        using var nobody = system.CreateClient();
        foreach (var path in new[] { $"/api/chat/chats/{scene.Chat}", $"/api/meets/{scene.Meet}", "/api/session" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (authorization is not null)
            {
                request.Headers.TryAddWithoutValidation("Authorization", authorization).ShouldBeTrue();
            }

            using var response = await nobody.SendAsync(request);
            var answer = await Answer.OfAsync(response);
            ((int)answer.Status).ShouldBe(401, answer.Text);
            answer.Code.ShouldBe("not_signed_in");
        }
    }

    [Theory]
    [InlineData("Meet-Tenant", "demo")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("Cookie", "meet_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_header_makes_nobody_somebody(string name, string value)
    {
        using var nobody = system.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/chat/chats/{scene.Chat}");
        request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        using var response = await nobody.SendAsync(request);
        (await Answer.OfAsync(response)).Code.ShouldBe("not_signed_in");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    public async Task Another_sites_page_cannot_use_the_cookie_to_write(string? origin)
    {
        using var page = scene.Agent.OnPageOf(origin);
        using var content = new StringContent($$"""{"clientId":"{{Guid.NewGuid()}}","text":"x"}""", Encoding.UTF8, "application/json");
        await scene.RefusedAsync(page, HttpMethod.Post, "/api/chat/chats/CHAT/messages", 403, "foreign_origin", content);
    }

    private static string Template(string path) => path.Split('?')[0]
        .Replace("CHAT", "{id}", StringComparison.Ordinal)
        .Replace("MEET", "{id}", StringComparison.Ordinal)
        .Replace("CUSTOMER", "{id}", StringComparison.Ordinal)
        .Replace("ROOM", "{id}", StringComparison.Ordinal)
        .Replace("FILE", "{id}", StringComparison.Ordinal)
        .Replace("STAFF", "{id}", StringComparison.Ordinal);

    private async Task RefusedAsync(Person person, string method, string path, string? body, int status, string code)
    {
        using var content = body is null ? null : new StringContent(scene.Fill(body), Encoding.UTF8, "application/json");
        await scene.RefusedAsync(person, HttpMethod.Parse(method), path, status, code, content);
    }
}
