using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Meet.Testing;
using Meet.Testing.People;

namespace Meet.SystemTests;

/// <summary>
/// Whether somebody counts as present while their page has no live connection: if what carried it ended, they do until it had time to come
/// back; if the page itself closed it, they do not.
/// </summary>
public sealed class BetweenConnectionsTests(MeetSystem system) : IClassFixture<Twins>
{
    // Less than the time that a page has to come back.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("gateway", true)]
    [InlineData("gateway", false)]
    [InlineData("signaling", true)]
    [InlineData("signaling", false)]
    public async Task Whoever_is_called_while_what_carried_their_page_has_ended_is_rung_once_it_is_back(string service, bool killed)
    {
        using var agent = await Person.StaffWithoutPageAsync(system, DemoAccounts.Aoi);
        using var customer = await Person.CustomerAsync(system);
        var chat = await customer.OpenChatAsync();
        await agent.TakeAsync(chat);
        // Only the second process runs while the page connects, so it has the page.
        var carrier = Twins.SecondOf(service);
        await system.StopAsync(service);
        await using var page = await agent.ConnectAsync();
        await system.StartAsync(service);
        using var watcher = agent.At(system.AddressOf("gateway"));
        await using var seen = new PresenceWatch(watcher);

        var ending = Task.CompletedTask;
        if (killed)
            system.KillNow(carrier);
        else
            ending = system.StopAsync(carrier);
        await page.Closed.WaitAsync(TimeSpan.FromMinutes(1));
        var meet = await InsistAsync(() => customer.StartMeetAsync(chat));
        var clock = Stopwatch.StartNew();
        await using var back = await InsistAsync(agent.OpenPageAsync);

        clock.Elapsed.ShouldBeLessThan(Promised);
        var rung = back.Ready["meets"]!.AsArray().ShouldHaveSingleItem()!;
        (IdOf(rung), StateOf(rung)).ShouldBe((IdOf(meet), "ringing"));
        await ending;
        await system.StartAsync(carrier);
        seen.States.ShouldNotBeEmpty();
        seen.States.ShouldAllBe(state => state == "online");
        (await agent.PostAsync($"/api/meets/{IdOf(meet)}/decline")).ShouldBeOk();
    }

    [Fact]
    public async Task Whoever_closes_their_page_is_offline_at_once()
    {
        using var agent = await Person.StaffWithoutPageAsync(system, DemoAccounts.Sato);
        using var customer = await Person.CustomerAsync(system);
        var chat = await customer.OpenChatAsync();
        await agent.TakeAsync(chat);
        var page = await agent.ConnectAsync();

        var clock = Stopwatch.StartNew();
        await page.DisposeAsync();
        await Eventually.Becomes(() => agent.PresenceAsync(), state => state == "offline", "the closed page's person is offline");

        clock.Elapsed.ShouldBeLessThan(AtOnce);
        var meet = IdOf(await customer.StartMeetAsync(chat));
        var missed = (await agent.GetAsync($"/api/meets/{meet}")).ShouldBeOk().Json;
        (StateOf(missed), missed["missedReason"]!.GetValue<string>()).ShouldBe(("ended", "assigneeOffline"));
    }

    [Fact]
    public async Task Whoever_just_breaks_off_is_offline_after_the_time_to_come_back()
    {
        using var agent = await Person.StaffWithoutPageAsync(system, DemoAccounts.Sato);
        await using var page = await agent.ConnectAsync();

        var clock = Stopwatch.StartNew();
        page.BreakOff();
        await Eventually.Becomes(() => agent.PresenceAsync(), state => state == "offline", "the lost page's person is offline");

        clock.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Whoever_came_back_after_a_loss_and_closes_their_page_is_offline_when_the_loss_is_forgotten()
    {
        using var agent = await Person.StaffWithoutPageAsync(system, DemoAccounts.Sato);
        await using var lost = await agent.ConnectAsync();
        lost.BreakOff();
        var back = await agent.ConnectAsync();

        var clock = Stopwatch.StartNew();
        await back.DisposeAsync();
        await Eventually.Becomes(() => agent.PresenceAsync(), state => state == "offline", "the person is offline");

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15));
    }

    /// <summary>As a page does: whatever is refused, or breaks, is asked again.</summary>
    private static async Task<T> InsistAsync<T>(Func<Task<T>> ask)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (Exception refused) when (refused is WebSocketException or HttpRequestException or ShouldAssertException && clock.Elapsed < Promised)
            {
                await Task.Delay(100);
            }
        }
    }

    private static Guid IdOf(JsonNode meet) => meet["meetId"]!.GetValue<Guid>();

    private static string StateOf(JsonNode meet) => meet["state"]!.GetValue<string>();

    /// <summary>How a member of the team stands, again and again.</summary>
    private sealed class PresenceWatch : IAsyncDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private readonly Task _watching;

        public PresenceWatch(Person person) => _watching = WatchAsync(person);

        public ConcurrentQueue<string> States { get; } = new();

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await _watching;
            _end.Dispose();
        }

        private async Task WatchAsync(Person person)
        {
            while (!_end.IsCancellationRequested)
            {
                if (await person.GetAsync("/api/chat/staff") is { Status: System.Net.HttpStatusCode.OK } answer)
                    States.Enqueue(person.PresenceIn(answer));
                await Task.Delay(100);
            }
        }
    }
}
