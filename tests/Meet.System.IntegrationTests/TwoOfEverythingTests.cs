using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Meet.SystemTests.Clients;
using Meet.Testing;
using Meet.Testing.People;

namespace Meet.SystemTests;

/// <summary>Two processes of each service, which share all the work and have nothing that the other one lacks.</summary>
public sealed class TwoOfEverythingTests(MeetSystem system) : IClassFixture<Twins>
{
    /// <summary>Enough that the kernel gives some to each process.</summary>
    private const int Pages = 20;

    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_ring_starts_and_stops_on_the_connections_of_both_signaling_processes()
    {
        using var agent = await Person.StaffAsync(system, DemoAccounts.Aoi);
        var pages = new List<HubConnection>();
        try
        {
            while (pages.Count < Pages)
                pages.Add(await agent.ConnectAsync());
            using var customer = await Person.CustomerAsync(system);
            var chat = await customer.OpenChatAsync();
            await agent.TakeAsync(chat);

            var meet = IdOf(await customer.StartMeetAsync(chat));
            await Task.WhenAll(pages.Select(page => page.PushedAsync("meetChanged", push => Is(push, meet, "ringing"))));
            (await agent.PostAsync($"/api/meets/{meet}/decline")).ShouldBeOk();
            await Task.WhenAll(pages.Select(page => page.PushedAsync("meetChanged", push => Is(push, meet, "ended"))));

            // Proof that they were on both: one process takes its own with it, and only those.
            system.KillNow(Twins.SecondOf("signaling"));
            await Eventually.Becomes(() => Task.FromResult(Gone(pages)), gone => gone > 0, "the killed process's connections close");
            Gone(pages).ShouldBeLessThan(Pages);
            var next = IdOf(await customer.StartMeetAsync(chat));
            await Task.WhenAll(pages.Where(page => !page.Closed.IsCompleted).Select(page => page.PushedAsync("meetChanged", push => Is(push, next, "ringing"))));
            (await agent.PostAsync($"/api/meets/{next}/decline")).ShouldBeOk();
        }
        finally
        {
            foreach (var page in pages)
                await page.DisposeAsync();
            await system.StartAsync(Twins.SecondOf("signaling"));
        }
    }

    [Fact]
    public async Task A_deadline_fires_once_and_every_event_is_told_once()
    {
        using var agent = await Person.StaffAsync(system, DemoAccounts.Sato);
        await using var console = await agent.ConnectAsync();
        using var customer = await Person.CustomerAsync(system);
        var chat = await customer.OpenChatAsync();
        await agent.TakeAsync(chat);
        await using var events = await MeetEvents.ListenAsync(system);
        var meets = new List<Guid>();
        for (var count = 0; count < 3; count++)
        {
            var meet = IdOf(await customer.StartMeetAsync(chat));
            meets.Add(meet);
            await system.AdvanceClockAsync(TimeSpan.FromSeconds(125));
            await Eventually.Becomes(() => agent.GetAsync($"/api/meets/{meet}"), answer => StateOf(answer) == "ended", "the ring ends");
        }

        foreach (var meet in meets)
        {
            var history = (await agent.GetAsync($"/api/meets/{meet}/events")).ShouldBeOk().Json["items"]!.AsArray();
            var types = history.Select(item => item!["type"]!.GetValue<string>()).ToList();
            types.Count(type => type == "ring_timed_out_v1").ShouldBe(1);
            types.Count(type => type == "meet_missed_v1").ShouldBe(1);
            await Eventually.Becomes(
                () => Task.FromResult(events.DeliveriesOf(meet)), told => told.Length >= history.Count, "every event is told");
            events.DeliveriesOf(meet).ShouldBe(Enumerable.Range(1, history.Count).Select(version => (long)version));
        }
    }

    [Fact]
    public async Task A_session_holds_at_every_gateway_and_ends_at_every_gateway()
    {
        using var agent = await Person.StaffAsync(system, DemoAccounts.Sato);
        using var first = agent.At(system.AddressOf("gateway"));
        using var second = agent.At(system.AddressOf(Twins.SecondOf("gateway")));

        (await first.GetAsync("/api/session")).Status.ShouldBe(HttpStatusCode.OK);
        (await second.GetAsync("/api/chat/staff")).Status.ShouldBe(HttpStatusCode.OK);
        var ticket = (await agent.PostAsync("/api/session/hub-ticket")).ShouldBeOk().Json["ticket"]!.GetValue<string>();
        foreach (var gateway in new[] { "gateway", Twins.SecondOf("gateway") })
        {
            await using var page = await HubConnection.OpenAsync(system.AddressOf(gateway), ticket);
            page.Ready["me"]!["id"]!.GetValue<Guid>().ShouldBe(agent.Id);
        }

        (await agent.SendAsync(HttpMethod.Delete, "/api/session")).ShouldBeOk();
        await Eventually.Becomes(() => first.GetAsync("/api/session"), answer => answer.Status == HttpStatusCode.Unauthorized, "the first gateway knows");
        await Eventually.Becomes(() => second.GetAsync("/api/session"), answer => answer.Status == HttpStatusCode.Unauthorized, "the second gateway knows");
    }

    [Fact]
    public async Task Every_process_of_meets_finds_the_media_node_that_one_of_them_has_chosen()
    {
        using var agent = await Person.StaffAsync(system, DemoAccounts.Aoi);
        await using var console = await agent.ConnectAsync();
        using var customer = await Person.CustomerAsync(system);
        var chat = await customer.OpenChatAsync();
        await agent.TakeAsync(chat);
        var meet = IdOf(await customer.StartMeetAsync(chat));

        // At once, so that they go over connections of their own, to both.
        var grants = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => customer.PostAsync($"/api/meets/{meet}/join")));

        grants.Select(answer => answer.ShouldBeOk().Json["grant"]!["mediaNode"]!.GetValue<string>()).Distinct().ShouldHaveSingleItem();
        (await agent.PostAsync($"/api/meets/{meet}/decline")).ShouldBeOk();
    }

    [Theory]
    [InlineData("meets", true)]
    [InlineData("meets", false)]
    [InlineData("chat", true)]
    [InlineData("chat", false)]
    public async Task What_a_process_did_goes_on_at_the_other_one_within_5_seconds(string service, bool killed)
    {
        using var agent = await Person.StaffAsync(system, DemoAccounts.Aoi);
        await using var console = await agent.ConnectAsync();
        using var customer = await Person.CustomerAsync(system);
        var chat = await customer.OpenChatAsync();
        await agent.TakeAsync(chat);

        // One of the two has the subscriptions; so each is ended once.
        foreach (var process in new[] { service, Twins.SecondOf(service) })
        {
            var clock = Stopwatch.StartNew();
            var stopping = Task.CompletedTask;
            if (killed)
                system.KillNow(process);
            else
                stopping = system.StopAsync(process);

            var meet = await StartUntilItStartsAsync(customer, chat);
            await console.PushedInAnyOrderAsync(
                ("meetChanged", push => Is(push, meet, "ringing")),
                ("entryChanged", push => push["meet"]?["meetId"]?.GetValue<Guid>() == meet));

            clock.Elapsed.ShouldBeLessThan(Promised, $"after {process} was {(killed ? "killed" : "stopped")}");
            await stopping;
            await system.StartAsync(process);
            (await agent.PostAsync($"/api/meets/{meet}/decline")).ShouldBeOk();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_goes_out_once_within_5_seconds_whichever_process_of_notification_ends(bool killed)
    {
        using var agent = await Person.StaffAsync(system, DemoAccounts.Aoi);
        await using var console = await agent.ConnectAsync();
        foreach (var process in new[] { "notification", Twins.SecondOf("notification") })
        {
            // Never on the site: the ring goes out by link.
            using var customer = await Person.CustomerAsync(system);
            var chat = await customer.OpenChatAsync();
            var phone = $"+8190{RandomNumberGenerator.GetInt32(10_000_000, 99_999_999)}";
            (await agent.PutAsync($"/api/chat/customers/{customer.Id}", new { name = "山本", phone })).ShouldBeOk();
            await agent.TakeAsync(chat);

            var clock = Stopwatch.StartNew();
            var stopping = Task.CompletedTask;
            if (killed)
                system.KillNow(process);
            else
                stopping = system.StopAsync(process);
            var meet = IdOf(await agent.StartMeetAsync(chat));
            await Eventually.Becomes(() => SentToAsync(agent, phone), sent => sent > 0, "the message goes out");

            clock.Elapsed.ShouldBeLessThan(Promised, $"after {process} was {(killed ? "killed" : "stopped")}");
            await stopping;
            await system.StartAsync(process);
            (await agent.PostAsync($"/api/meets/{meet}/cancel")).ShouldBeOk();
            (await SentToAsync(agent, phone)).ShouldBe(1);
        }
    }

    private static async Task<int> SentToAsync(Person agent, string phone) =>
        (await agent.GetAsync("/api/notifications/outbox")).ShouldBeOk().Json["items"]!.AsArray().Count(item => item!["to"]!.GetValue<string>() == phone);

    /// <summary>A request that the process took down with it was refused, and is made again, as a person would.</summary>
    private static async Task<Guid> StartUntilItStartsAsync(Person customer, Guid chat)
    {
        var started = await Eventually.Becomes(
            () => customer.PostAsync("/api/meets", new { chatId = chat, kind = "voice" }), answer => (int)answer.Status < 500, "the Meet starts");
        return IdOf(started.ShouldBeOk().Json["meet"]!);
    }

    private static int Gone(IEnumerable<HubConnection> pages) => pages.Count(page => page.Closed.IsCompleted);

    private static bool Is(JsonNode push, Guid meet, string state) =>
        IdOf(push["meet"]!) == meet && push["meet"]!["state"]!.GetValue<string>() == state;

    private static Guid IdOf(JsonNode meet) => meet["meetId"]!.GetValue<Guid>();

    private static string StateOf(Answer answer) => answer.ShouldBeOk().Json["state"]!.GetValue<string>();
}
