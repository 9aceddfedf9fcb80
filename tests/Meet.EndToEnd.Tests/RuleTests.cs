using Meet.Testing;
using Meet.Testing.Browser;
using Meet.Testing.Browser.Pages;
using Microsoft.Playwright;

namespace Meet.EndToEnd.Tests;

/// <summary>PRODUCT.md's rules of voice and video Meets, each by the name of its number (the ringing ones: RingTests; links: LinkTests).</summary>
public sealed class RuleTests(MeetSystem system, Chromium chromium)
{
    private const string InLine =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Safari Line/14.9.0";

    private static readonly LocatorAssertionsToBeVisibleOptions Soon = new() { Timeout = 15_000 };

    [Fact]
    public async Task Rule02_From_the_profile_a_Meet_starts_in_a_new_chat()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync();

        await scene.Agent.Page.GetByTestId("profile-meet").ClickAsync();
        await scene.Agent.Page.GetByTestId("profile-meet-voice").ClickAsync();

        await scene.Customer.Call.RingsAsync();
        await scene.Customer.Call.AcceptAsync();
        await scene.Agent.Call.IsAsync("live");
        await Assertions.Expect(scene.Agent.Page.GetByTestId("message").Filter(new() { HasText = scene.FirstMessage })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Rule03_CustomerButton_comes_and_goes_live_with_its_conditions()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync();
        await Assertions.Expect(scene.Customer.MeetButton).ToBeEnabledAsync();

        await scene.Agent.Page.GetByTestId("rail-settings").ClickAsync();
        await scene.Agent.Page.GetByTestId("setting-customer-may-start").ClickAsync();
        await scene.Customer.HasNoMeetButtonAsync();
        await scene.Agent.Page.GetByTestId("setting-customer-may-start").ClickAsync();
        await scene.Customer.HasMeetButtonAsync();

        await scene.Agent.Page.GetByTestId("rail-inbox").ClickAsync();
        await scene.Agent.OpenChatAsync(scene.FirstMessage);
        await scene.Agent.Page.GetByTestId("assignee-menu").ClickAsync();
        await scene.Agent.Page.GetByTestId("unassign").ClickAsync();
        await scene.Customer.HasNoMeetButtonAsync();
    }

    [Fact]
    public async Task Rule06_An_internal_Meet_is_orange_and_nothing_of_it_is_the_customers()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync();
        await using var sato = await scene.ColleagueAsync(DemoAccounts.Sato);
        await sato.Agent.OpenChatAnywhereAsync(scene.FirstMessage);
        await sato.Agent.WriteInsideAsync("在庫を確認しています");
        await scene.Agent.SeesMessageAsync("在庫を確認しています");
        var before = await scene.Customer.TextAsync();

        await scene.Agent.Page.GetByTestId("composer-tab-internal").ClickAsync();
        await scene.Agent.Page.GetByTestId("internal-meet-menu").ClickAsync();
        await scene.Agent.Page.GetByTestId("meet-start-voice").ClickAsync();
        await sato.Agent.Call.RingsAsync();
        await sato.Agent.Call.AcceptAsync();
        await scene.Agent.Call.IsAsync("live");
        await scene.Agent.Call.HearsAsync();

        await Assertions.Expect(scene.Agent.Call.Window).ToHaveAttributeAsync("data-internal", "true");
        await Assertions.Expect(sato.Agent.Call.Window).ToHaveAttributeAsync("data-internal", "true");
        await Assertions.Expect(scene.Customer.Call.Incoming).ToHaveCountAsync(0);
        (await scene.Customer.TextAsync()).ShouldBe(before);
        await scene.Agent.Call.LeaveAsync();
        await sato.Agent.Call.IsClosedAsync();
    }

    [Fact]
    public async Task Rule07_A_direct_message_holds_a_Meet_for_who_has_no_operator_seat()
    {
        await using var scene = new Scene(system, chromium);
        await using var kato = await scene.ColleagueAsync(DemoAccounts.Kato);
        await using var aoi = await scene.ColleagueAsync(DemoAccounts.Aoi);

        await kato.Agent.OpenDirectMessageAsync("田中 葵");
        await kato.Agent.Page.GetByTestId("room-meet-menu").ClickAsync();
        await kato.Agent.Page.GetByTestId("meet-start-video").ClickAsync();
        await aoi.Agent.Call.RingsAsync();
        await aoi.Agent.Call.AcceptAsync();

        await kato.Agent.Call.HearsAsync();
        await aoi.Agent.Call.SeesAsync();
        await kato.Agent.Call.LeaveAsync();
        await aoi.Agent.Call.IsClosedAsync();
    }

    [Fact]
    public async Task Rule10_A_blocked_microphone_shows_the_steps_for_this_browser()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync();
        await scene.Customer.BlockMicrophoneAsync();

        await scene.Customer.StartMeetAsync("voice");

        await Assertions.Expect(scene.Customer.Find("permission-guide")).ToBeVisibleAsync(Soon);
        await Assertions.Expect(scene.Customer.Find("permission-guide")).ToContainTextAsync("Chrome");
    }

    [Fact]
    public async Task Rule10_Devices_are_checked_with_a_level_meter_before_the_Meet()
    {
        var phone = Outbox.NewPhone();
        await using var scene = await new Scene(system, chromium).OpenWithCustomerGoneAsync(phone);
        await scene.Agent.StartMeetAsync("video");
        var link = await scene.OpenLinkAsync(await Outbox.LinkToAsync(system, phone));

        await link.Page.GetByTestId("check-begin").Or(link.Page.GetByTestId("mic-level")).First.ClickAsync();
        await Assertions.Expect(link.Page.GetByTestId("mic-level")).ToBeVisibleAsync(Soon);
        // The fake microphone beeps once a second.
        await link.Page.WaitForFunctionAsync(
            "() => Number(document.querySelector('[data-testid=mic-level]').getAttribute('aria-valuenow')) > 20", null, new() { PollingInterval = 20 });
        await scene.Agent.Call.CancelAsync();
    }

    [Fact]
    public async Task Rule11_An_apps_own_browser_is_told_apart_and_led_out()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync();
        await scene.Customer.Page.CloseAsync();
        var inside = await CustomerPage.VisitAsync(await scene.PersonAsync(Devices.Phone, userAgent: InLine), new Uri(system.BaseUrl));
        await inside.WriteAsync($"LINEから {scene.FirstMessage}");
        await scene.Agent.OpenChatAsync($"LINEから {scene.FirstMessage}");

        await inside.HasMeetButtonAsync();
        await inside.MeetButton.ClickAsync();

        await Assertions.Expect(inside.Find("in-app-guide").Or(inside.Find("meet-start-voice")).First).ToBeVisibleAsync(Soon);
        if (await inside.Find("meet-start-voice").IsVisibleAsync())
        {
            await inside.Find("meet-start-voice").ClickAsync();
        }

        await Assertions.Expect(inside.Find("in-app-guide")).ToBeVisibleAsync(Soon);
        (await inside.Find("in-app-out").First.GetAttributeAsync("href") ?? "").ShouldContain("openExternalBrowser=1");
    }

    [Fact]
    public async Task Readiness_A_call_to_an_agent_without_a_microphone_says_so_at_once()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync(agentMayBeHeard: false);

        await scene.Customer.StartMeetAsync("voice");

        await scene.Agent.SeesMissedAsync("assigneeNotReady");
        await Assertions.Expect(scene.Customer.Find("unanswered")).ToBeVisibleAsync(Soon);
        (await scene.Customer.TextAsync()).ShouldNotContain("不在");
    }

    [Fact]
    public async Task Rule12_The_widget_works_in_a_phones_browser()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync(customerOn: Devices.Phone);

        await scene.Customer.StartMeetAsync("video");
        await scene.Agent.Call.RingsAsync();
        await scene.Agent.Call.AcceptAsync();

        await scene.Customer.Call.IsAsync("live");
        await scene.Customer.Call.HearsAsync();
        await scene.Agent.Call.HearsAsync();
        await scene.Agent.Call.SeesAsync();
        (await scene.Customer.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0);
        await scene.Customer.Call.LeaveAsync();
        await scene.Agent.Call.IsClosedAsync();
    }
}
