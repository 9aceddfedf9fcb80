using System.Net.Http.Headers;
using System.Text;

namespace Meet.SystemTests;

/// <summary>Whatever comes in through the gateway: refused with a stable code, and nothing has changed.</summary>
public sealed class BadInputTests(MissedMeetScene scene) : IClassFixture<MissedMeetScene>
{
    public static TheoryData<string, string, string?, int, string> Malformed => new()
    {
        { "POST", "/api/meets", "{", 400, "bad_request" },
        { "POST", "/api/meets", "", 400, "bad_request" },
        { "POST", "/api/meets", "null", 400, "bad_request" },
        { "POST", "/api/meets", "[]", 400, "bad_request" },
        { "POST", "/api/meets", """{"chatId":"CHAT"}""", 400, "bad_request" },
        { "POST", "/api/meets", """{"chatId":"CHAT","kind":"hologram"}""", 400, "bad_request" },
        { "POST", "/api/meets", """{"chatId":"CHAT","kind":1}""", 400, "bad_request" },
        { "POST", "/api/meets", """{"chatId":"CHAT","kind":"phone"}""", 400, "kind_not_available" },
        { "POST", "/api/meets", """{"chatId":7,"kind":"voice"}""", 400, "bad_request" },
        { "POST", "/api/meets", """{"chatId":"00000000-0000-0000-0000-000000000000","kind":"voice"}""", 400, "bad_request" },
        { "POST", "/api/meets", """{"chatId":"01900000-0000-7000-8000-000000000000","kind":"voice"}""", 404, "not_found" },
        { "POST", "/api/meets", """{"chatId":"CHAT","kind":"voice","callbackOf":"01900000-0000-7000-8000-000000000000"}""", 409, "not_a_missed_meet" },
        { "POST", "/api/meets/MEET/failure", """{"reason":"bored"}""", 400, "bad_request" },
        { "POST", "/api/meets/MEET/accept", null, 409, "meet_ended" },
        { "POST", "/api/meets/MEET/video", null, 403, "not_a_participant" },
        { "POST", "/api/meets/01900000-0000-7000-8000-000000000000/accept", null, 404, "not_found" },
        { "POST", "/api/meets/not-an-id/accept", null, 404, "not_found" },
        { "POST", "/api/chat/chats/CHAT/messages", """{"clientId":"01900000-0000-7000-8000-00000000000a","text":""}""", 400, "bad_request" },
        { "POST", "/api/chat/chats/CHAT/messages", """{"text":"ohne Nummer"}""", 400, "bad_request" },
        { "POST", "/api/chat/chats/CHAT/messages", """{"clientId":"x","text":"falsche Nummer"}""", 400, "bad_request" },
        { "POST", "/api/chat/chats/CHAT/read", """{"position":"last"}""", 400, "bad_request" },
        { "POST", "/api/chat/chats/CHAT/read", """{"position":99999999999999999999}""", 400, "bad_request" },
        { "PUT", "/api/chat/chats/CHAT/assignee", """{"staffId":"nobody"}""", 400, "bad_request" },
        { "PUT", "/api/chat/settings", """{"customerMayStart":"perhaps"}""", 400, "bad_request" },
        { "DELETE", "/api/chat/chats/CHAT", null, 405, "method_not_allowed" },
        { "GET", "/api/chat/chats?view=nonsense", null, 400, "bad_request" },
        { "GET", "/api/chat/chats?view=all&limit=0", null, 400, "bad_request" },
        { "GET", "/api/chat/chats?view=all&limit=101", null, 400, "bad_request" },
        { "GET", "/api/chat/chats?view=all&after=garbage", null, 400, "bad_request" },
        { "GET", "/api/chat/chats/CHAT/entries?before=first", null, 400, "bad_request" },
        { "GET", "/api/meets?chatId=1", null, 400, "bad_request" },
        { "GET", "/api/nowhere", null, 404, "not_found" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task A_malformed_request_is_refused(string method, string path, string? body, int status, string code)
    {
        using var content = body is null ? null : JsonContent(scene.Fill(body));
        await scene.RefusedAsync(scene.Agent, HttpMethod.Parse(method), path, status, code, content);
    }

    [Fact]
    public async Task A_body_of_more_than_64_KiB_is_refused()
    {
        using var content = JsonContent($$"""{"clientId":"{{Guid.NewGuid()}}","text":"{{new string('x', 64 * 1024)}}"}""");
        await scene.RefusedAsync(scene.Agent, HttpMethod.Post, "/api/chat/chats/CHAT/messages", 413, "body_too_large", content);
    }

    [Fact]
    public async Task A_body_of_unknown_length_is_refused_once_it_is_too_long()
    {
        using var content = new StreamContent(new MemoryStream(new byte[1024 * 1024]));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        await scene.RefusedAsync(
            scene.Agent, HttpMethod.Post, "/api/chat/chats/CHAT/messages", 413, "body_too_large", content, request => request.Headers.TransferEncodingChunked = true);
    }

    [Fact]
    public async Task A_text_of_more_than_5000_characters_is_refused()
    {
        using var content = JsonContent($$"""{"clientId":"{{Guid.NewGuid()}}","text":"{{new string('あ', 5001)}}"}""");
        await scene.RefusedAsync(scene.Agent, HttpMethod.Post, "/api/chat/chats/CHAT/messages", 400, "bad_request", content);
    }

    [Fact]
    public async Task JSON_nested_too_deeply_is_refused()
    {
        using var content = JsonContent($$"""{"clientId":"{{Guid.NewGuid()}}","text":"x","more":{{new string('[', 5000)}}{{new string(']', 5000)}}}""");
        await scene.RefusedAsync(scene.Agent, HttpMethod.Post, "/api/chat/chats/CHAT/messages", 400, "bad_request", content);
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_refused()
    {
        using var content = new ByteArrayContent([.. "{\"clientId\":\""u8, .. Encoding.ASCII.GetBytes(Guid.NewGuid().ToString()), .. "\",\"text\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        await scene.RefusedAsync(scene.Agent, HttpMethod.Post, "/api/chat/chats/CHAT/messages", 400, "bad_request", content);
    }

    [Fact]
    public async Task A_form_is_refused()
    {
        using var content = new FormUrlEncodedContent([new("text", "x")]);
        await scene.RefusedAsync(scene.Agent, HttpMethod.Post, "/api/chat/chats/CHAT/messages", 415, "unsupported_media_type", content);
    }

    private static StringContent JsonContent(string text) => new(text, Encoding.UTF8, "application/json");
}
