using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Meet.Gateway.Tests;

public sealed class HubTests
{
    [Fact]
    public async Task A_ticket_opens_the_hub_and_goes_no_further()
    {
        await using var host = await GatewayHost.StartAsync();
        var ticket = await TicketAsync(host.Staff());

        // As a browser's WebSocket: neither cookie nor Authorization tell who it is.
        (await host.Client(origin: null).GetAsync($"/hub?id=7&access_token={ticket}")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var arrived = host.Behind.ShouldHaveSingleItem();
        (arrived.Host, arrived.Path, arrived.Query).ShouldBe(("signaling", "/hub", "?id=7"));
        arrived.Bearer.ShouldNotBe(ticket);
        arrived.Headers.Values.ShouldNotContain(value => value.Contains(ticket, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_gateway_that_stops_lets_go_of_the_hubs_connections()
    {
        await using var host = await GatewayHost.StartAsync();
        var ticket = await TicketAsync(host.Staff());
        var lasting = host.Client().GetAsync($"/hub?lasting=1&access_token={ticket}");
        while (host.Behind.IsEmpty && !lasting.IsCompleted)
            await Task.Delay(10);
        lasting.IsCompleted.ShouldBeFalse();

        host.BeginStopping();

        (await Record.ExceptionAsync(() => lasting.WaitAsync(TimeSpan.FromSeconds(10)))).ShouldNotBeNull().ShouldNotBeOfType<TimeoutException>();
        (await Record.ExceptionAsync(() => host.Client().GetAsync($"/hub?access_token={ticket}"))).ShouldNotBeNull("one that comes meanwhile");
    }

    [Fact]
    public async Task A_ticket_lasts_60_seconds()
    {
        await using var host = await GatewayHost.StartAsync();
        var ticket = await TicketAsync(host.Customer());

        host.Clock.Advance(TimeSpan.FromSeconds(66));

        await GatewayHost.ShouldBeProblemAsync(await host.Client().GetAsync($"/hub?access_token={ticket}"), HttpStatusCode.Unauthorized, "not_signed_in");
    }

    [Fact]
    public async Task A_ticket_of_a_session_that_has_ended_opens_nothing()
    {
        await using var host = await GatewayHost.StartAsync();
        using var staff = host.Staff();
        var ticket = await TicketAsync(staff);

        await staff.DeleteAsync("/api/session");

        (await host.Client().GetAsync($"/hub?access_token={ticket}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        host.Behind.ShouldBeEmpty();
    }

    [Fact]
    public async Task Tickets_sessions_and_internal_tokens_do_not_stand_in_for_each_other()
    {
        await using var host = await GatewayHost.StartAsync();
        using var staff = host.Staff();
        var ticket = await TicketAsync(staff);
        await staff.GetAsync("/api/chat/chats");
        var internalToken = host.Behind.Single().Bearer;

        foreach (var wrong in (string[])[FakeIdentity.StaffToken, FakeIdentity.CustomerToken, internalToken, ticket + "x", ""])
            (await host.Staff().GetAsync($"/hub?access_token={wrong}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, wrong);
        foreach (var wrong in (string[])[ticket, internalToken])
            (await host.Client(bearer: wrong).GetAsync("/api/chat/chats")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        host.Behind.Count.ShouldBe(1);
    }

    private static async Task<string> TicketAsync(HttpClient client)
    {
        using var response = await client.PostAsync("/api/session/hub-ticket", null);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("ticket").GetString()!;
    }
}
