using System.Net;

namespace Meet.Gateway.Tests;

public sealed class OutageTests
{
    [Theory]
    [InlineData("/api/chat/chats")]
    [InlineData("/api/meets")]
    public async Task A_service_that_does_not_answer_is_unavailable(string path)
    {
        await using var host = await GatewayHost.StartAsync(behindIsDown: true);

        using var response = await host.Staff().GetAsync(path);

        await GatewayHost.ShouldBeProblemAsync(response, HttpStatusCode.BadGateway, "unavailable");
    }

    [Fact]
    public async Task While_sessions_cannot_be_looked_up_nobody_is_taken_for_signed_out()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Identity.Down = true;

        using var response = await host.Staff().GetAsync("/api/chat/chats");

        await GatewayHost.ShouldBeProblemAsync(response, HttpStatusCode.ServiceUnavailable, "unavailable");
        response.Headers.Contains("Content-Security-Policy").ShouldBeTrue();
    }

    [Fact]
    public async Task A_session_just_looked_up_outlives_a_short_outage()
    {
        await using var host = await GatewayHost.StartAsync();
        using var staff = host.Staff();
        await staff.GetAsync("/api/chat/chats");

        host.Identity.Down = true;

        (await staff.GetAsync("/api/chat/chats")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
