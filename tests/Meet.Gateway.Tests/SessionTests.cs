using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Meet.Gateway.Sessions;

namespace Meet.Gateway.Tests;

public sealed class SessionTests
{
    [Fact]
    public async Task Signing_in_sets_a_cookie_that_no_script_reads_and_no_other_site_sends()
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.Client().PostAsJsonAsync("/api/session", new { email = "aoi@demo.example", password = "right" });

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var cookie = response.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldStartWith($"meet_session={FakeIdentity.StaffToken}; ");
        foreach (var part in (string[])["httponly", "samesite=lax", "path=/", "max-age=43200"])
            cookie.ShouldContain(part);
        cookie.ShouldNotContain("secure");
        var me = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("me");
        (me.GetProperty("kind").GetString(), me.GetProperty("tenantId").GetString(), me.GetProperty("operatorSeat").GetBoolean())
            .ShouldBe(("staff", "demo", true));
    }

    [Fact]
    public async Task Over_https_the_cookie_is_secure()
    {
        await using var host = await GatewayHost.StartAsync();
        using var client = host.Client(origin: "https://localhost");
        client.BaseAddress = new Uri("https://localhost");

        using var response = await client.PostAsJsonAsync("/api/session", new { email = "aoi@demo.example", password = "right" });

        response.Headers.GetValues("Set-Cookie").Single().ShouldContain("; secure");
        response.Headers.GetValues("Strict-Transport-Security").Single().ShouldStartWith("max-age=31536000");
    }

    [Fact]
    public async Task Wrong_credentials_and_too_many_tries_are_told_apart()
    {
        await using var host = await GatewayHost.StartAsync();
        var body = new { email = "aoi@demo.example", password = "wrong" };

        using var wrong = await host.Client().PostAsJsonAsync("/api/session", body);
        host.Identity.TooManyTries = true;
        using var tooMany = await host.Client().PostAsJsonAsync("/api/session", body);

        await GatewayHost.ShouldBeProblemAsync(wrong, HttpStatusCode.Unauthorized, "wrong_credentials");
        await GatewayHost.ShouldBeProblemAsync(tooMany, HttpStatusCode.TooManyRequests, "too_many_requests");
        tooMany.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(60));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"email":"","password":"right"}""")]
    [InlineData("""{"email":7,"password":"right"}""")]
    [InlineData("""{"email":""")]
    public async Task A_malformed_sign_in_is_refused(string json)
    {
        await using var host = await GatewayHost.StartAsync();
        using var body = new StringContent(json, System.Text.Encoding.UTF8, "application/json");

        using var response = await host.Client().PostAsync("/api/session", body);

        await GatewayHost.ShouldBeProblemAsync(response, HttpStatusCode.BadRequest, "bad_request");
    }

    [Fact]
    public async Task Without_a_session_nobody_is_known_and_nothing_is_passed_on()
    {
        await using var host = await GatewayHost.StartAsync();

        foreach (var path in (string[])["/api/session", "/api/chat/chats", "/api/meets", "/hub"])
            await GatewayHost.ShouldBeProblemAsync(await host.Client(cookie: "no-such-session").GetAsync(path), HttpStatusCode.Unauthorized, "not_signed_in");

        host.Behind.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_widgets_bearer_token_wins_over_the_consoles_cookie()
    {
        await using var host = await GatewayHost.StartAsync();
        using var both = host.Client(cookie: FakeIdentity.StaffToken, bearer: FakeIdentity.CustomerToken);

        (await NameAsync(both)).ShouldBe(FakeIdentity.Guest.Name);
        (await NameAsync(host.Staff())).ShouldBe(FakeIdentity.Aoi.Name);
    }

    [Fact]
    public async Task A_session_is_believed_for_15_seconds()
    {
        await using var host = await GatewayHost.StartAsync();
        using var staff = host.Staff();

        await NameAsync(staff);
        await NameAsync(staff);
        host.Identity.Asked.ShouldBe(1);
        host.Clock.Advance(SessionResolver.Believed);
        await NameAsync(staff);

        host.Identity.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_at_once_and_forgets_the_cookie()
    {
        await using var host = await GatewayHost.StartAsync();
        using var staff = host.Staff();
        await NameAsync(staff);

        using var response = await staff.DeleteAsync("/api/session");

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        response.Headers.GetValues("Set-Cookie").Single().ShouldStartWith("meet_session=; expires=Thu, 01 Jan 1970");
        host.Identity.Ended.ShouldBe([FakeIdentity.StaffToken]);
        (await staff.GetAsync("/api/session")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_session_that_ended_elsewhere_is_believed_no_more()
    {
        await using var host = await GatewayHost.StartAsync();
        using var staff = host.Staff();
        await NameAsync(staff);

        // Chat's answer may still be on its way; what was heard of the end counts.
        host.Sessions.Forget(FakeIdentity.Aoi.SessionId);

        (await staff.GetAsync("/api/session")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_customer_gets_a_token_and_no_cookie()
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.Client().PostAsJsonAsync("/api/customer-session", new { workspace = "demo", locale = "ja" });
        using var unknown = await host.Client().PostAsJsonAsync("/api/customer-session", new { workspace = "nowhere" });

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString().ShouldBe(FakeIdentity.CustomerToken);
        await GatewayHost.ShouldBeProblemAsync(unknown, HttpStatusCode.NotFound, "unknown_workspace");
    }

    private static async Task<string?> NameAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonElement>("/api/session")).GetProperty("me").GetProperty("name").GetString();
}
