using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Meet.ServiceDefaults.Identity;

namespace Meet.Gateway.Tests;

public sealed class LinkSessionTests
{
    [Fact]
    public async Task A_link_opens_a_session_for_its_chat_alone()
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.Client().PostAsJsonAsync("/api/link-session", new { token = FakeLinks.Token });

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        body.GetProperty("token").GetString().ShouldBe(FakeIdentity.LinkSessionToken);
        body.GetProperty("expiresAt").GetDateTimeOffset().ShouldBe(DateTimeOffset.UnixEpoch.AddDays(1));
        body.GetProperty("meetId").GetGuid().ShouldBe(FakeLinks.Link.MeetId);
        body.GetProperty("chatId").GetGuid().ShouldBe(FakeLinks.Link.ChatId);
        body.GetProperty("me").GetProperty("chatId").GetGuid().ShouldBe(FakeLinks.Link.ChatId);
        body.GetProperty("me").GetProperty("admin").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task The_chat_goes_with_every_internal_token_and_with_the_hubs_ticket()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.Client().PostAsJsonAsync("/api/link-session", new { token = FakeLinks.Token });
        using var customer = host.Client(bearer: FakeIdentity.LinkSessionToken);

        await customer.GetAsync("/api/chat/chats");
        using var response = await customer.PostAsync("/api/session/hub-ticket", null);
        var ticket = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("ticket").GetString();
        await host.Client(origin: null).GetAsync($"/hub?access_token={ticket}");

        host.Behind.Select(arrived => arrived.Host).ShouldBe(["chat", "signaling"]);
        foreach (var arrived in host.Behind)
            (await CallerAsync(host, arrived.Bearer)).ChatId.ShouldBe(FakeLinks.Link.ChatId);
    }

    [Fact]
    public async Task Other_sessions_have_no_chat_of_their_own()
    {
        await using var host = await GatewayHost.StartAsync();

        await host.Customer().GetAsync("/api/chat/chats");

        (await CallerAsync(host, host.Behind.Single().Bearer)).ChatId.ShouldBeNull();
        var me = (await host.Customer().GetFromJsonAsync<JsonElement>("/api/session")).GetProperty("me");
        me.GetProperty("chatId").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task An_administrator_is_told_to_be_one()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Identity.Known[FakeIdentity.StaffToken] = FakeIdentity.Aoi with { Admin = true };

        var me = (await host.Staff().GetFromJsonAsync<JsonElement>("/api/session")).GetProperty("me");

        me.GetProperty("admin").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task What_does_not_open_answers_the_same_whatever_is_wrong_with_it()
    {
        await using var host = await GatewayHost.StartAsync();
        // A link of somebody whom chat does not know any more.
        host.Links.Known["gone"] = FakeLinks.Link with { CustomerId = Guid.CreateVersion7() };
        var answers = new List<string>();

        foreach (var token in (string?[])["guessed", "gone", "", null, FakeIdentity.CustomerToken, new string('x', 257)])
        {
            using var response = await host.Client().PostAsJsonAsync("/api/link-session", new { token });
            response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
            problem.GetProperty("code").GetString().ShouldBe("link_not_valid");
            // All but the request's own trace id.
            answers.Add(string.Join(',', problem.EnumerateObject().Where(member => member.Name != "traceId")));
        }

        answers.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_customer_goes_on_in_another_browser_with_the_chat_that_the_session_has()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.Client().PostAsJsonAsync("/api/link-session", new { token = FakeLinks.Token });
        var wanted = new { meetId = FakeLinks.Link.MeetId };

        using var limited = await host.Client(bearer: FakeIdentity.LinkSessionToken).PostAsJsonAsync("/api/link-session/handover", wanted);
        using var whole = await host.Customer().PostAsJsonAsync("/api/link-session/handover", wanted);

        limited.StatusCode.ShouldBe(HttpStatusCode.Created);
        whole.StatusCode.ShouldBe(HttpStatusCode.Created);
        var body = await limited.Content.ReadFromJsonAsync<JsonElement>();
        body.GetProperty("token").GetString().ShouldBe("handover-token");
        body.GetProperty("expiresAt").GetDateTimeOffset().ShouldBe(DateTimeOffset.UnixEpoch.AddMinutes(5));
        host.Links.HandedOver.ShouldBe(
            [("demo", FakeIdentity.Guest.PersonId, FakeLinks.Link.ChatId), ("demo", FakeIdentity.Guest.PersonId, (Guid?)null)]);
    }

    [Fact]
    public async Task Nobody_hands_over_what_is_not_theirs()
    {
        await using var host = await GatewayHost.StartAsync();

        await GatewayHost.ShouldBeProblemAsync(
            await host.Customer().PostAsJsonAsync("/api/link-session/handover", new { meetId = Guid.NewGuid() }), HttpStatusCode.NotFound, "not_found");
        await GatewayHost.ShouldBeProblemAsync(
            await host.Staff().PostAsJsonAsync("/api/link-session/handover", new { meetId = FakeLinks.Link.MeetId }), HttpStatusCode.Forbidden, "forbidden");
        await GatewayHost.ShouldBeProblemAsync(
            await host.Client().PostAsJsonAsync("/api/link-session/handover", new { meetId = FakeLinks.Link.MeetId }), HttpStatusCode.Unauthorized, "not_signed_in");

        host.Links.HandedOver.Count.ShouldBe(1);
    }

    private static async Task<Caller> CallerAsync(GatewayHost host, string token)
    {
        using var verifier = new TokenVerifier(
            host.KeyPath, ServiceDefaults.Identity.Tokens.GatewayIssuer, ServiceDefaults.Identity.Tokens.ServicesAudience, host.Clock);
        return Caller.From(new ClaimsPrincipal((await verifier.VerifyAsync(token)).ShouldNotBeNull())).ShouldNotBeNull();
    }
}
