using System.Net;
using System.Security.Claims;
using Meet.ServiceDefaults.Identity;

namespace Meet.Gateway.Tests;

/// <summary>What the services behind see: our word for who it is, and nothing that the client made up.</summary>
public sealed class VouchingTests
{
    [Theory]
    [InlineData("/api/chat/chats?view=open", "chat", "/api/chat/chats", "?view=open")]
    [InlineData("/api/meets", "meets", "/api/meets", "")]
    [InlineData("/api/meets/1/join", "meets", "/api/meets/1/join", "")]
    [InlineData("/api/notifications/anything", "notification", "/api/notifications/anything", "")]
    public async Task A_request_goes_where_it_belongs_with_the_internal_token(string url, string service, string path, string query)
    {
        await using var host = await GatewayHost.StartAsync();

        (await host.Staff().GetAsync(url)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var arrived = host.Behind.ShouldHaveSingleItem();
        (arrived.Host, arrived.Path, arrived.Query).ShouldBe((service, path, query));
        var caller = await VerifyAsync(host, arrived.Bearer);
        caller.ShouldBe(new Caller(
            "demo", Contracts.PersonKind.Staff, FakeIdentity.Aoi.PersonId, FakeIdentity.Aoi.Name, FakeIdentity.Aoi.SessionId));
    }

    [Fact]
    public async Task Credentials_and_headers_of_ours_do_not_pass()
    {
        await using var host = await GatewayHost.StartAsync();
        using var client = host.Client(cookie: FakeIdentity.StaffToken, bearer: FakeIdentity.CustomerToken);
        foreach (var name in (string[])["meet-tenant", "Meet-Anything", "X-Forwarded-For", "X-Forwarded-Host", "X-Original-Proto", "Forwarded"])
            client.DefaultRequestHeaders.Add(name, "for=evil");
        client.DefaultRequestHeaders.Add("X-Harmless", "yes");

        await client.GetAsync("/api/chat/chats");

        var arrived = host.Behind.ShouldHaveSingleItem();
        arrived.Headers.Keys.ShouldNotContain(name =>
            name.StartsWith("meet-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("X-Forwarded", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("X-Original", StringComparison.OrdinalIgnoreCase) || name == "Forwarded" || name == "Cookie");
        arrived.Headers["X-Harmless"].ShouldBe("yes");
        arrived.Bearer.ShouldNotBe(FakeIdentity.CustomerToken);
        (await VerifyAsync(host, arrived.Bearer))!.PersonId.ShouldBe(FakeIdentity.Guest.PersonId);
    }

    [Fact]
    public async Task An_internal_token_lives_60_seconds_and_is_used_for_30()
    {
        await using var host = await GatewayHost.StartAsync();
        using var staff = host.Staff();

        await staff.GetAsync("/api/chat/chats");
        host.Clock.Advance(TimeSpan.FromSeconds(29));
        await staff.GetAsync("/api/chat/chats");
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await staff.GetAsync("/api/chat/chats");

        var tokens = host.Behind.Select(each => each.Bearer).ToList();
        tokens[1].ShouldBe(tokens[0]);
        tokens[2].ShouldNotBe(tokens[0]);
        (await VerifyAsync(host, tokens[0])).ShouldNotBeNull();
        host.Clock.Advance(TimeSpan.FromSeconds(36));
        (await VerifyAsync(host, tokens[0])).ShouldBeNull();
    }

    [Fact]
    public async Task A_person_who_changed_is_vouched_for_anew()
    {
        await using var host = await GatewayHost.StartAsync();
        using var customer = host.Customer();
        await customer.GetAsync("/api/chat/chats");

        host.Identity.Known[FakeIdentity.CustomerToken] = FakeIdentity.Guest with { Name = "山本" };
        host.Clock.Advance(TimeSpan.FromSeconds(15));
        await customer.GetAsync("/api/chat/chats");

        (await VerifyAsync(host, host.Behind.Last().Bearer))!.Name.ShouldBe("山本");
    }

    [Theory]
    [InlineData("/api/webhooks/messages/demo", "chat")]
    [InlineData("/api/webhooks/twilio/status?m=1", "notification")]
    public async Task Webhooks_pass_with_their_signatures_and_without_a_session(string url, string service)
    {
        await using var host = await GatewayHost.StartAsync();
        using var provider = host.Client(origin: null);
        provider.DefaultRequestHeaders.Add("X-Twilio-Signature", "signed");

        (await provider.PostAsync(url, null)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var arrived = host.Behind.ShouldHaveSingleItem();
        (arrived.Host, arrived.Path + arrived.Query).ShouldBe((service, url));
        arrived.Headers["X-Twilio-Signature"].ShouldBe("signed");
        arrived.Headers.Keys.ShouldNotContain("Authorization");
        (await provider.GetAsync(url)).StatusCode.ShouldNotBe(HttpStatusCode.OK);
        host.Behind.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_services_descriptions_are_open_and_carry_no_credentials_on()
    {
        await using var host = await GatewayHost.StartAsync();

        (await host.Client(bearer: "anything").GetAsync("/openapi/meets.json")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var arrived = host.Behind.ShouldHaveSingleItem();
        (arrived.Host, arrived.Path).ShouldBe(("meets", "/openapi/v1.json"));
        arrived.Headers.Keys.ShouldNotContain("Authorization");
    }

    [Theory]
    [InlineData("/test/clock")]
    [InlineData("/api")]
    [InlineData("/api/test/clock")]
    [InlineData("/api/webhooks/other")]
    [InlineData("/openapi/signaling.json")]
    [InlineData("/hub/negotiate")]
    [InlineData("/meet.identity.v1.Identity/ResolveSession")]
    public async Task What_is_not_routed_cannot_be_reached(string path)
    {
        await using var host = await GatewayHost.StartAsync();

        await host.Staff().GetAsync(path);
        await host.Staff().PostAsync(path, null);

        host.Behind.ShouldBeEmpty();
    }

    private static async Task<Caller?> VerifyAsync(GatewayHost host, string token)
    {
        using var verifier = new TokenVerifier(host.KeyPath, ServiceDefaults.Identity.Tokens.GatewayIssuer, ServiceDefaults.Identity.Tokens.ServicesAudience, host.Clock);
        return await verifier.VerifyAsync(token) is { } identity ? Caller.From(new ClaimsPrincipal(identity)) : null;
    }
}
