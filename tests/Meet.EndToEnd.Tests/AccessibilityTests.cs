using Deque.AxeCore.Playwright;
using Meet.Testing;
using Meet.Testing.Browser;
using Microsoft.Playwright;

namespace Meet.EndToEnd.Tests;

/// <summary>axe-core finds nothing serious on any page, as each is while people use it.</summary>
public sealed class AccessibilityTests(MeetSystem system, Chromium chromium)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Soon = new() { Timeout = 15_000 };

    [Fact]
    public async Task The_sign_in()
    {
        await using var scene = new Scene(system, chromium);
        var page = await (await scene.PersonAsync()).NewPageAsync();
        await page.GotoAsync(system.BaseUrl);
        await Assertions.Expect(page.GetByTestId("signin-email")).ToBeVisibleAsync(Soon);

        await IsSoundAsync(page);
    }

    [Fact]
    public async Task The_console_page_by_page()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync();
        var page = scene.Agent.Page;
        await IsSoundAsync(page, "chat");

        await page.GetByTestId("composer-tab-internal").ClickAsync();
        await IsSoundAsync(page, "internal conversation");
        await page.GetByTestId("rail-mentions").ClickAsync();
        await Assertions.Expect(page.GetByTestId("mention-list").Or(page.Locator("main .empty")).First).ToBeVisibleAsync(Soon);
        await IsSoundAsync(page, "mentions");
        await page.GetByTestId("rail-team").ClickAsync();
        await page.GetByTestId("room-row").First.ClickAsync();
        await Assertions.Expect(page.GetByTestId("room")).ToBeVisibleAsync(Soon);
        await IsSoundAsync(page, "team chat");

        await page.GetByTestId("rail-settings").ClickAsync();
        var tabs = page.Locator("[data-testid^='settings-']:is(a, button, [role=tab])");
        await Assertions.Expect(tabs.First).ToBeVisibleAsync(Soon);
        for (var tab = 0; tab < await tabs.CountAsync(); tab++)
        {
            await tabs.Nth(tab).ClickAsync();
            await IsSoundAsync(page, $"settings {tab}");
        }
    }

    [Fact]
    public async Task A_Meet_from_its_ring_to_its_history()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync();
        await IsSoundAsync(scene.Customer.Page, "widget");

        await scene.Customer.StartMeetAsync("video");
        await scene.Agent.Call.RingsAsync();
        await IsSoundAsync(scene.Agent.Page, "incoming");
        await IsSoundAsync(scene.Customer.Page, "calling");

        await scene.Agent.Call.AcceptAsync();
        await scene.Agent.Call.IsAsync("live");
        await scene.Customer.Call.IsAsync("live");
        await IsSoundAsync(scene.Agent.Page, "in the Meet");
        await IsSoundAsync(scene.Customer.Page, "in the Meet, customer");

        await scene.Agent.Call.LeaveAsync();
        await scene.Agent.Call.IsClosedAsync();
        await Assertions.Expect(scene.Customer.MeetEntry).ToHaveAttributeAsync("data-state", "ended", new() { Timeout = 15_000 });
        await IsSoundAsync(scene.Customer.Page, "after it, customer");
        await scene.Agent.MeetEntry.GetByTestId("meet-history").Or(scene.Agent.Page.GetByTestId("meet-history")).First.ClickAsync();
        await Assertions.Expect(scene.Agent.Page.GetByTestId("meet-events")).ToBeVisibleAsync(Soon);
        await IsSoundAsync(scene.Agent.Page, "history");
    }

    [Fact]
    public async Task The_outbox_and_the_link_page()
    {
        var phone = Outbox.NewPhone();
        await using var scene = await new Scene(system, chromium).OpenWithCustomerGoneAsync(phone);
        await scene.Agent.StartMeetAsync("voice");
        var address = await Outbox.LinkToAsync(system, phone);

        var outbox = await (await scene.PersonAsync()).NewPageAsync();
        await outbox.GotoAsync(system.BaseUrl + "/outbox");
        await Assertions.Expect(outbox.Locator("main")).ToBeVisibleAsync(Soon);
        await IsSoundAsync(outbox, "outbox");

        var link = await scene.OpenLinkAsync(address);
        await Assertions.Expect(link.Door).ToBeVisibleAsync(Soon);
        await IsSoundAsync(link.Page, "door");
        await link.EnterAsync();
        await link.Call.IsAsync("live");
        await IsSoundAsync(link.Page, "in the Meet");
        await scene.Agent.Call.LeaveAsync();
        await Assertions.Expect(link.Over).ToBeVisibleAsync(Soon);
        await IsSoundAsync(link.Page, "over");

        var guessed = await scene.OpenLinkAsync(system.BaseUrl + "/m#0000000000000000000000");
        await Assertions.Expect(guessed.Invalid).ToBeVisibleAsync(Soon);
        await IsSoundAsync(guessed.Page, "no such link");
    }

    private static async Task IsSoundAsync(IPage page, string what = "page")
    {
        // What fades in is judged as it will be; what never stops moving, as it is.
        await page.EvaluateAsync("() => document.getAnimations().forEach(one => { if (one.effect?.getComputedTiming().endTime !== Infinity) one.finish(); })");
        var result = await page.RunAxe();
        var found = result.Violations
            .Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id}: {violation.Help} at {string.Join(", ", violation.Nodes.Take(3).Select(node => $"{node.Target} {node.Html}"))}");
        found.ShouldBeEmpty(what);
    }
}
