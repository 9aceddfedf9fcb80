using System.Net;
using System.Net.Http.Json;
using Meet.Gateway.Proxy;
using Meet.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Meet.Gateway.Tests;

public sealed class LimitTests
{
    [Fact]
    public async Task Sign_ins_from_one_address_are_limited_and_told_when_to_come_again()
    {
        await using var host = await GatewayHost.StartAsync(false, ("Limits:SignInsPerMinute", "2"));
        var body = new { email = "aoi@demo.example", password = "wrong" };
        for (var i = 0; i < 2; i++)
            (await host.Client().PostAsJsonAsync("/api/session", body)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        using var response = await host.Client().PostAsJsonAsync("/api/session", body);

        await GatewayHost.ShouldBeProblemAsync(response, HttpStatusCode.TooManyRequests, "too_many_requests");
        response.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        (await host.Staff().GetAsync("/api/session")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task New_customers_from_one_address_are_limited()
    {
        await using var host = await GatewayHost.StartAsync(false, ("Limits:CustomerSessionsPerMinute", "1"));
        await host.Client().PostAsJsonAsync("/api/customer-session", new { workspace = "demo" });

        using var response = await host.Client().PostAsJsonAsync("/api/customer-session", new { workspace = "demo" });

        await GatewayHost.ShouldBeProblemAsync(response, HttpStatusCode.TooManyRequests, "too_many_requests");
    }

    [Fact]
    public async Task Links_from_one_address_are_limited_to_30_a_minute()
    {
        await using var host = await GatewayHost.StartAsync();
        for (var i = 0; i < 30; i++)
            (await host.Client().PostAsJsonAsync("/api/link-session", new { token = $"guess-{i}" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        using var response = await host.Client().PostAsJsonAsync("/api/link-session", new { token = FakeLinks.Token });

        await GatewayHost.ShouldBeProblemAsync(response, HttpStatusCode.TooManyRequests, "too_many_requests");
        (await host.Customer().PostAsJsonAsync("/api/link-session/handover", new { meetId = FakeLinks.Link.MeetId })).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task One_session_cannot_use_up_anothers_requests()
    {
        await using var host = await GatewayHost.StartAsync(false, ("Limits:SessionWritesPerSecond", "1"));
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 30; i++)
            answers.Add((await host.Customer().PostAsJsonAsync("/api/chat/chats", new { })).StatusCode);

        answers.ShouldContain(HttpStatusCode.TooManyRequests);
        answers.Take(10).ShouldAllBe(status => status == HttpStatusCode.OK);
        (await host.Staff().PostAsJsonAsync("/api/chat/x", new { })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.Customer().GetAsync("/api/chat/chats")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Pages_are_not_limited()
    {
        await using var host = await GatewayHost.StartAsync(false, ("Limits:AddressPerSecond", "1"));

        for (var i = 0; i < 30; i++)
            (await host.Client().GetAsync("/widget/loader.js")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 30; i++)
            answers.Add((await host.Client().GetAsync("/api/session")).StatusCode);

        answers.ShouldContain(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_body_of_more_than_64_KiB_is_refused()
    {
        await using var host = await GatewayHost.StartAsync();
        using var body = new StringContent(new string('x', (64 * 1024) + 1));

        using var response = await host.Customer().PostAsync("/api/chat/chats", body);

        await GatewayHost.ShouldBeProblemAsync(response, HttpStatusCode.RequestEntityTooLarge, "body_too_large");
        host.Behind.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("POST", "/api/chat/files?name=x.png", 20 * 1024 * 1024, null)]
    [InlineData("POST", "/api/chat/files?name=x.png", (20 * 1024 * 1024) + 1, "file_too_large")]
    [InlineData("PUT", "/api/chat/files", (64 * 1024) + 1, "body_too_large")]
    [InlineData("POST", "/api/chat/files/x", (64 * 1024) + 1, "body_too_large")]
    [InlineData("POST", "/api/meets/files", (64 * 1024) + 1, "body_too_large")]
    public async Task Only_a_file_may_be_larger_up_to_20_MiB(string method, string path, int length, string? code)
    {
        await using var host = await GatewayHost.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new ByteArrayContent(new byte[length]) };

        using var response = await host.Customer().SendAsync(request);

        if (code is null)
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        else
            await GatewayHost.ShouldBeProblemAsync(response, HttpStatusCode.RequestEntityTooLarge, code);
        host.Behind.Count.ShouldBe(code is null ? 1 : 0);
    }

    /// <summary>Without a length only the server that reads can tell, so its own limit must be the same.</summary>
    [Theory]
    [InlineData("/api/chat/files", 1024 * 1024, true)]
    [InlineData("/api/chat/files", (20 * 1024 * 1024) + 1, false)]
    [InlineData("/api/chat/chats", 1024 * 1024, false)]
    public async Task Nor_is_more_read_of_a_body_that_does_not_say_its_length(string path, int length, bool passes)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Testing" });
        builder.Configuration["Meet:Http"] = "http://127.0.0.1:0";
        builder.AddServiceDefaults("gateway", internalToken: false);
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.UseServiceDefaults();
        app.UseBodyLimit();
        app.Run(context => context.Request.Body.CopyToAsync(Stream.Null));
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(new byte[length]) };
        request.Headers.TransferEncodingChunked = true;

        HttpStatusCode? status = null;
        try
        {
            using var response = await client.SendAsync(request);
            status = response.StatusCode;
        }
        catch (HttpRequestException)
        {
            // The server may close the connection while the rest is still being sent.
        }

        (status == HttpStatusCode.OK).ShouldBe(passes);
    }

    [Fact]
    public async Task A_limit_of_nothing_is_no_configuration()
    {
        await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(() =>
            GatewayHost.StartAsync(false, ("Limits:SignInsPerMinute", "0")));
    }
}
