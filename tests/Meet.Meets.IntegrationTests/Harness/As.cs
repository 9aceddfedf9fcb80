using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Meet.Contracts.Meets;
using Meet.Meets.Api;
using Meet.ServiceDefaults.Http;

namespace Meet.Meets.IntegrationTests.Harness;

/// <summary>The REST API as one person uses it at one replica.</summary>
internal sealed class As(HttpClient http, string token)
{
    public Task<Answer> StartAsync(Guid chat, Guid? callbackOf = null) =>
        PostAsync("/api/meets", new { chatId = chat, kind = "voice", callbackOf });

    public Task<Answer> DoAsync(Guid meet, string what, object? body = null) => PostAsync($"/api/meets/{meet}/{what}", body);

    public Task<Answer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public async Task<MeetView> ViewAsync(Guid meet) => (await GetAsync($"/api/meets/{meet}")).Read<MeetView>();

    public Task<Answer> PostAsync(string path, object? body) => SendAsync(
        new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body, options: JsonDefaults.Options) });

    private async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}

internal sealed record Answer(HttpStatusCode Status, string Body)
{
    public string? Code => Member("code");

    public JoinReply Started => Read<JoinReply>(HttpStatusCode.Created);

    public JoinReply Joined => Read<JoinReply>();

    public string? Member(string name) =>
        JsonDocument.Parse(Body).RootElement.TryGetProperty(name, out var member) ? member.ToString() : null;

    public T Read<T>(HttpStatusCode expected = HttpStatusCode.OK)
    {
        Status.ShouldBe(expected, Body);
        return JsonSerializer.Deserialize<T>(Body, JsonDefaults.Options)!;
    }

    public void ShouldBeRefused(HttpStatusCode status, string code)
    {
        Status.ShouldBe(status, Body);
        Code.ShouldBe(code);
    }
}
