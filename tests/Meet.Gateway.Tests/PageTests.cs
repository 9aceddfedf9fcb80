using System.Net;

namespace Meet.Gateway.Tests;

public sealed class PageTests
{
    [Theory]
    [InlineData("/", "console/index.html")]
    [InlineData("/inbox/open/123", "console/index.html")]
    [InlineData("/widget", "widget/index.html")]
    [InlineData("/widget/", "widget/index.html")]
    [InlineData("/demo/", "demo/index.html")]
    [InlineData("/demo/anything", "demo/index.html")]
    [InlineData("/m", "link/index.html")]
    [InlineData("/missed", "console/index.html")]
    [InlineData("/outbox", "outbox/index.html")]
    public async Task Every_route_of_an_app_answers_with_its_page_asked_for_again_each_time(string path, string page)
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.Client().GetAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldBe(page);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        response.Headers.CacheControl!.ToString().ShouldBe("no-cache");
    }

    [Theory]
    [InlineData("/assets/app-4f2a.js", "console/assets/app-4f2a.js", "public, max-age=31536000, immutable")]
    [InlineData("/favicon.svg", "console/favicon.svg", "no-cache")]
    [InlineData("/widget/loader.js", "widget/loader.js", "no-cache")]
    [InlineData("/m/assets/app-9c1d.js", "link/assets/app-9c1d.js", "public, max-age=31536000, immutable")]
    public async Task Hashed_assets_are_kept_for_ever_and_others_asked_for_again(string path, string file, string caching)
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.Client().GetAsync(path);

        (await response.Content.ReadAsStringAsync()).ShouldBe(file);
        response.Headers.CacheControl!.ToString().ShouldBe(caching);
    }

    [Theory]
    [InlineData("/assets/app-4f2a.js", "br")]
    [InlineData("/", null)]
    [InlineData("/api/session", null)]
    public async Task Scripts_are_compressed_and_answers_with_secrets_are_not(string path, string? encoding)
    {
        await using var host = await GatewayHost.StartAsync();
        using var client = host.Staff();
        client.DefaultRequestHeaders.Add("Accept-Encoding", "gzip, br");

        using var response = await client.GetAsync(path);

        response.Content.Headers.ContentEncoding.SingleOrDefault().ShouldBe(encoding);
    }

    [Theory]
    [InlineData("/assets/gone-0000.js")]
    [InlineData("/widget/../gateway.key")]
    [InlineData("/..%2fgateway.key")]
    [InlineData("/gateway.key")]
    [InlineData("/console/index.html")]
    [InlineData("/link/index.html")]
    [InlineData("/m/../gateway.key")]
    [InlineData("/api/unknown")]
    public async Task What_is_not_there_is_not_found_and_no_page(string path)
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.Staff().GetAsync(path);

        await GatewayHost.ShouldBeProblemAsync(response, HttpStatusCode.NotFound, "not_found");
    }

    [Theory]
    [InlineData("/", "frame-ancestors 'none'", "DENY")]
    [InlineData("/assets/app-4f2a.js", "frame-ancestors 'none'", "DENY")]
    [InlineData("/widget/", "frame-ancestors *", null)]
    [InlineData("/demo/", "frame-ancestors 'self'", null)]
    [InlineData("/m", "frame-ancestors 'none'", "DENY")]
    [InlineData("/outbox", "frame-ancestors 'none'", "DENY")]
    [InlineData("/api/session", "default-src 'none'; frame-ancestors 'none'; sandbox", "DENY")]
    [InlineData("/nothing.here", "frame-ancestors 'none'", "DENY")]
    public async Task Each_area_has_its_policy(string path, string policy, string? frames)
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.Client().GetAsync(path);

        var csp = response.Headers.GetValues("Content-Security-Policy").Single();
        csp.ShouldEndWith(policy);
        csp.ShouldNotContain("unsafe-inline");
        csp.ShouldNotContain("'unsafe-eval'");
        response.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        response.Headers.Contains("Referrer-Policy").ShouldBeTrue();
        response.Headers.GetValues("Permissions-Policy").Single().ShouldStartWith("microphone=(self), camera=(self), display-capture=(self)");
        (response.Headers.TryGetValues("X-Frame-Options", out var values) ? values.Single() : null).ShouldBe(frames);
        response.Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/widget/", true)]
    [InlineData("/m", true)]
    [InlineData("/demo/", false)]
    [InlineData("/outbox", false)]
    public async Task Only_pages_where_somebody_talks_may_run_webassembly(string path, bool may)
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.Client().GetAsync(path);

        var csp = response.Headers.GetValues("Content-Security-Policy").Single();
        csp.Contains("script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:;", StringComparison.Ordinal).ShouldBe(may);
        csp.Contains("script-src 'self'; worker-src 'self';", StringComparison.Ordinal).ShouldBe(!may);
    }

    [Theory]
    [InlineData("/m", "no-referrer")]
    [InlineData("/m/assets/app-9c1d.js", "no-referrer")]
    [InlineData("/", "strict-origin-when-cross-origin")]
    public async Task Nobody_learns_of_a_link_by_what_its_page_asks_for(string path, string policy)
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.Client().GetAsync(path);

        response.Headers.GetValues("Referrer-Policy").Single().ShouldBe(policy);
    }

    [Theory]
    [InlineData("Development", "outbox/index.html")]
    [InlineData("Production", "console/index.html")]
    [InlineData("Staging", "console/index.html")]
    public async Task The_outbox_is_there_only_where_somebody_develops_or_tests(string environment, string page)
    {
        await using var host = await GatewayHost.StartAsync(environment);

        (await host.Client().GetStringAsync("/outbox")).ShouldBe(page);
        using var list = await host.Client().GetAsync("/api/notifications/outbox");

        var isThere = environment == "Development";
        list.StatusCode.ShouldBe(isThere ? HttpStatusCode.OK : HttpStatusCode.Unauthorized);
        host.Behind.Count.ShouldBe(isThere ? 1 : 0);
    }

    [Fact]
    public async Task Pages_may_connect_to_their_own_host_only()
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.Client().GetAsync("/");

        response.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("connect-src 'self' ws://localhost wss://localhost;");
    }

    [Fact]
    public async Task Answers_of_the_api_are_not_kept()
    {
        await using var host = await GatewayHost.StartAsync();

        foreach (var path in (string[])["/api/session", "/api/chat/chats"])
            (await host.Staff().GetAsync(path)).Headers.CacheControl!.NoStore.ShouldBeTrue(path);
    }
}
