using System.Diagnostics;
using System.Text.Json.Nodes;
using Meet.Testing;
using Meet.Testing.Browser;
using Meet.Testing.Browser.Pages;
using Meet.Testing.People;

namespace Meet.EndToEnd.Tests;

/// <summary>A real page while it has no live connection, and one that goes.</summary>
public sealed class BetweenConnectionsTests(MeetSystem system, Chromium chromium) : IClassFixture<Twins>
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    // Less than the time that a page has to come back.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(4);

    [Theory]
    [InlineData("signaling")]
    [InlineData("gateway")]
    public async Task A_page_that_is_called_while_it_connects_again_rings_once_and_soon(string service)
    {
        // Only the second process runs while the page opens, so it has the page.
        await system.StopAsync(service);
        await using var scene = new Scene(system, chromium);
        await using var colleague = await scene.ColleagueAsync(DemoAccounts.Sato);
        var page = colleague.Agent.Page;
        // A page that nobody has touched since it was opened may not ring.
        await page.GetByTestId("rail-inbox").ClickAsync();
        await system.StartAsync(service);
        using var callee = await Person.StaffAsync(system, DemoAccounts.Sato);
        await callee.IsReadyAsync();
        using var caller = await Person.CustomerAsync(system);
        var chat = await caller.OpenChatAsync();
        await callee.TakeAsync(chat);

        // The page comes back when the test lets it: what it asks for first is held.
        var comesBack = new TaskCompletionSource();
        var mayComeBack = new TaskCompletionSource();
        await page.RouteAsync("**/api/session/hub-ticket", async route =>
        {
            comesBack.TrySetResult();
            await mayComeBack.Task;
            await route.ContinueAsync();
        });
        system.KillNow(Twins.SecondOf(service));
        await comesBack.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var meet = await StartAsync(caller, chat);
        var clock = Stopwatch.StartNew();
        mayComeBack.SetResult();
        await colleague.Agent.Call.RingsAsync();

        clock.Elapsed.ShouldBeLessThan(Promised);
        meet["state"]!.GetValue<string>().ShouldBe("ringing");
        (await colleague.Agent.Call.Incoming.CountAsync()).ShouldBe(1);
        await colleague.Agent.Call.DeclineAsync();
        await colleague.Agent.Call.RingsNoMoreAsync();
        await system.StartAsync(Twins.SecondOf(service));
    }

    [Theory]
    [InlineData("closed")]
    [InlineData("left")]
    public async Task A_page_that_goes_says_so_and_its_person_is_offline_at_once(string how)
    {
        await using var scene = new Scene(system, chromium);
        using var person = await Person.StaffAsync(system, DemoAccounts.Aoi);
        await PresenceAsync(person, "offline");
        var console = await AgentPage.SignInAsync(
            await scene.PersonAsync(), new Uri(system.BaseUrl), DemoAccounts.Aoi.Email, DemoAccounts.Aoi.Password);
        await PresenceAsync(person, "online");

        var clock = Stopwatch.StartNew();
        if (how == "closed")
            await console.Page.CloseAsync();
        else
            await console.Page.GotoAsync("about:blank");
        await PresenceAsync(person, "offline");

        clock.Elapsed.ShouldBeLessThan(AtOnce);
    }

    /// <summary>A process that was killed takes requests with it: they are made again, as a person would.</summary>
    private static async Task<JsonNode> StartAsync(Person caller, Guid chat)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return await caller.StartMeetAsync(chat);
            }
            catch (Exception refused) when (refused is HttpRequestException or ShouldAssertException && clock.Elapsed < Promised)
            {
                await Task.Delay(100);
            }
        }
    }

    private static async Task PresenceAsync(Person person, string expected) => await Eventually.Becomes(
        () => person.GetAsync("/api/chat/staff"),
        team => team.ShouldBeOk().Json["items"]!.AsArray().Any(member =>
            member!["person"]!["id"]!.GetValue<Guid>() == person.Id && member["presence"]!.GetValue<string>() == expected),
        $"the person is {expected}");
}
