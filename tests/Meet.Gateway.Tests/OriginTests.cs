using System.Net;
using System.Net.Http.Json;

namespace Meet.Gateway.Tests;

public sealed class OriginTests
{
    [Theory]
    [InlineData("http://localhost", true)]
    [InlineData("https://evil.example", false)]
    [InlineData("http://localhost.evil.example", false)]
    [InlineData("http://localhost:81", false)]
    [InlineData("null", false)]
    [InlineData(null, false)]
    public async Task With_the_cookie_a_writing_request_must_come_from_a_page_of_this_site(string? origin, bool passes)
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.Staff(origin).PostAsJsonAsync("/api/chat/chats/1/messages", new { });

        if (passes)
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        else
            await GatewayHost.ShouldBeProblemAsync(response, HttpStatusCode.Forbidden, "foreign_origin");
        host.Behind.Count.ShouldBe(passes ? 1 : 0);
    }

    [Theory]
    [InlineData("POST", "/api/session/hub-ticket")]
    [InlineData("DELETE", "/api/session")]
    [InlineData("POST", "/api/session")]
    [InlineData("PUT", "/api/chat/settings/meet")]
    public async Task A_foreign_page_can_do_nothing_with_the_cookie(string method, string path)
    {
        await using var host = await GatewayHost.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await host.Staff("https://evil.example").SendAsync(request);

        await GatewayHost.ShouldBeProblemAsync(response, HttpStatusCode.Forbidden, "foreign_origin");
        host.Identity.Ended.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_foreign_page_cannot_sign_somebody_in_here()
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.Client(origin: "https://evil.example")
            .PostAsJsonAsync("/api/session", new { email = "mallory@demo.example", password = "right" });

        await GatewayHost.ShouldBeProblemAsync(response, HttpStatusCode.Forbidden, "foreign_origin");
        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task Reading_and_bearer_tokens_need_no_origin()
    {
        await using var host = await GatewayHost.StartAsync();

        (await host.Staff(origin: null).GetAsync("/api/chat/chats")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.Client(bearer: FakeIdentity.CustomerToken, origin: null).PostAsJsonAsync("/api/chat/chats", new { })).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_further_origin_can_be_named()
    {
        await using var host = await GatewayHost.StartAsync(false, ("Web:Origins:0", "http://localhost:5173"));

        (await host.Staff("http://localhost:5173").PostAsJsonAsync("/api/chat/x", new { })).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
