using System.Globalization;
using System.Text.RegularExpressions;
using Meet.Testing;
using Meet.Testing.Browser;
using Meet.Testing.Browser.Pages;
using Microsoft.Playwright;

namespace Meet.EndToEnd.Tests;

public sealed class RingTests(MeetSystem system, Chromium chromium)
{
    [Fact]
    public async Task Rule05_A_declined_Meet_is_missed_and_only_staff_see_why()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync();

        await scene.Customer.StartMeetAsync("voice");
        await scene.Agent.Call.RingsAsync();
        await scene.Agent.Call.DeclineAsync();

        await scene.Agent.SeesMissedAsync("declined");
        await EndedWithoutAReasonAsync(scene.Customer);
    }

    [Fact]
    public async Task Rule04_A_ring_that_nobody_answers_ends_after_120_seconds()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync();

        await scene.Customer.StartMeetAsync("voice");
        await scene.Agent.Call.RingsAsync();
        await system.AdvanceClockAsync(TimeSpan.FromSeconds(110));
        await Assertions.Expect(scene.Agent.Call.Incoming).ToBeVisibleAsync();
        await system.AdvanceClockAsync(TimeSpan.FromSeconds(10));

        await scene.Agent.Call.RingsNoMoreAsync();
        await scene.Agent.SeesMissedAsync("notAnswered");
        await EndedWithoutAReasonAsync(scene.Customer);
    }

    [Fact]
    public async Task Rule04_A_ring_that_nobody_answers_ends_after_120_real_seconds()
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("MEET_TEST_REAL_RING") == "1", "Takes two minutes: set MEET_TEST_REAL_RING=1 to run it.");
        await using var scene = await new Scene(system, chromium).OpenAsync();

        await scene.Customer.StartMeetAsync("voice");
        await scene.Agent.Call.RingsAsync();
        var rung = TimeProvider.System.GetTimestamp();

        await Assertions.Expect(scene.Agent.Call.Incoming).ToHaveCountAsync(0, new() { Timeout = 140_000 });
        TimeProvider.System.GetElapsedTime(rung).ShouldBeInRange(TimeSpan.FromSeconds(115), TimeSpan.FromSeconds(130));
        await scene.Agent.SeesMissedAsync("notAnswered");
    }

    [Fact]
    public async Task Rule05_A_caller_who_hangs_up_stops_the_ring()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync();

        await scene.Customer.StartMeetAsync("voice");
        await scene.Agent.Call.RingsAsync();
        await scene.Customer.Call.CancelAsync();

        await scene.Agent.Call.RingsNoMoreAsync();
        await scene.Agent.SeesMissedAsync("callerGaveUp");
        await EndedWithoutAReasonAsync(scene.Customer);
    }

    [Fact]
    public async Task Rule04_The_first_device_to_answer_stops_the_others()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync();
        var second = await scene.SignInAsync();

        await scene.Customer.StartMeetAsync("voice");
        await scene.Agent.Call.RingsAsync();
        await second.Call.RingsAsync();
        await second.Call.AcceptAsync();

        await scene.Agent.Call.RingsNoMoreAsync();
        await second.Call.IsAsync("live");
        await second.Call.HearsAsync();
        await Assertions.Expect(scene.Agent.Call.Window).ToHaveCountAsync(0);
        await second.Call.LeaveAsync();
    }

    [Fact]
    public async Task Rule05_A_missed_Meet_is_called_back()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync();
        await scene.Customer.StartMeetAsync("voice");
        await scene.Agent.Call.RingsAsync();
        await scene.Agent.Call.DeclineAsync();
        await scene.Agent.SeesMissedAsync("declined");

        await scene.Agent.CallBackAsync();
        await scene.Customer.Call.RingsAsync();
        await scene.Customer.Call.AcceptAsync();

        await scene.Customer.Call.IsAsync("live");
        await scene.Customer.Call.HearsAsync();
        await scene.Agent.Call.HearsAsync();
        await Assertions.Expect(scene.Agent.MissedEntry.GetByTestId("call-back")).ToHaveCountAsync(0);
        await scene.Agent.Call.LeaveAsync();
    }

    [Fact]
    public async Task Rule04_The_card_says_who_calls_with_a_blue_check_and_a_red_cross()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync();
        var customer = await scene.Agent.Page.GetByTestId("chat-row").Filter(new() { HasText = scene.FirstMessage }).First.InnerTextAsync();

        await scene.Customer.StartMeetAsync("voice");
        await scene.Agent.Call.RingsAsync();

        var name = Regex.Match(customer, "お客様 [0-9A-F]{4}").Value;
        name.ShouldNotBeEmpty();
        await Assertions.Expect(scene.Agent.Call.Incoming).ToContainTextAsync(name);
        // The tab says it too, and blinks.
        await Assertions.Expect(scene.Agent.Page).ToHaveTitleAsync(new Regex($"📞.*{name}"));
        await Assertions.Expect(scene.Agent.Page).Not.ToHaveTitleAsync(new Regex("📞"));
        var accept = await ColourAsync(scene.Agent.Page.GetByTestId("incoming-accept"));
        var decline = await ColourAsync(scene.Agent.Page.GetByTestId("incoming-decline"));
        accept.Blue.ShouldBeGreaterThan(accept.Red + 80);
        decline.Red.ShouldBeGreaterThan(decline.Blue + 80);
        await scene.Customer.Call.CancelAsync();
    }

    private static async Task<(int Red, int Green, int Blue)> ColourAsync(ILocator button)
    {
        var parts = (await button.EvaluateAsync<string>("one => getComputedStyle(one).backgroundColor"))
            .Split('(', ',', ')').Skip(1).Take(3).Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return (parts[0], parts[1], parts[2]);
    }

    private static async Task EndedWithoutAReasonAsync(CustomerPage customer)
    {
        await Assertions.Expect(customer.MeetEntry).ToHaveAttributeAsync("data-state", "ended", new() { Timeout = 15_000 });
        (await customer.MeetEntry.GetAttributeAsync("data-missed-reason")).ShouldBeNullOrEmpty();
        var text = await customer.TextAsync();
        text.ShouldNotContain("不在");
        text.ShouldNotContain("拒否");
    }
}
