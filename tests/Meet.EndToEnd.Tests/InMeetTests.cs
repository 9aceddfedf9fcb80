using Meet.Testing;
using Meet.Testing.Browser;
using Microsoft.Playwright;

namespace Meet.EndToEnd.Tests;

/// <summary>What one can do in a Meet, and what it survives.</summary>
public sealed class InMeetTests(MeetSystem system, Chromium chromium)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Soon = new() { Timeout = 15_000 };

    [Fact]
    public async Task The_background_is_blurred_and_the_picture_goes_on()
    {
        await using var scene = await TalkingAsync("video");
        var page = scene.Agent.Page;

        await page.GetByTestId("meet-more").ClickAsync();
        await page.GetByTestId("meet-devices").ClickAsync();
        var blur = page.GetByTestId("device-blur");
        await blur.ClickAsync();

        // It is loading while it may not be pressed; on when it may again and stayed on.
        await Assertions.Expect(blur).ToBeEnabledAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(blur).ToHaveAttributeAsync("aria-checked", "true");
        await scene.Customer.Call.SeesAsync();
        await page.Keyboard.PressAsync("Escape");
    }

    [Fact]
    public async Task The_Meet_goes_into_a_small_window_above_the_others()
    {
        await using var scene = await TalkingAsync("voice");
        var page = scene.Agent.Page;

        await page.GetByTestId("meet-more").ClickAsync();
        await page.GetByTestId("meet-pip").ClickAsync();

        await page.WaitForFunctionAsync(
            "() => window.documentPictureInPicture?.window?.document.querySelector('[data-testid=meet-pip-window]')?.checkVisibility()");
        await scene.Agent.Call.HearsAsync();
    }

    [Fact]
    public async Task Keys_hands_mutes_network_bars_and_the_end_for_all()
    {
        await using var scene = await TalkingAsync("voice");
        var (page, call, customer) = (scene.Agent.Page, scene.Agent.Call, scene.Customer.Call);
        var mute = page.GetByTestId("meet-mute");

        // Keys work where nobody is typing.
        await page.EvaluateAsync("() => document.activeElement?.blur()");
        await page.Keyboard.PressAsync("m");
        await Assertions.Expect(mute).ToHaveAttributeAsync("data-off", "true");
        await page.Keyboard.PressAsync("m");
        await Assertions.Expect(mute).Not.ToHaveAttributeAsync("data-off", "true");
        await page.Keyboard.PressAsync("h");
        await Assertions.Expect(customer.Participants.Locator(".tile__hand")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("h");
        await Assertions.Expect(customer.Participants.Locator(".tile__hand")).ToHaveCountAsync(0);

        // Measured every 5 s.
        await Assertions.Expect(call.Participants.GetByTestId("network-bars")).ToHaveCountAsync(2, new() { Timeout = 15_000 });

        await page.GetByTestId("meet-more").ClickAsync();
        await page.GetByTestId("meet-people").ClickAsync();
        await page.GetByTestId("person-mute").ClickAsync();
        await Assertions.Expect(scene.Customer.Find("meet-mute")).ToHaveAttributeAsync("data-off", "true");
        await scene.Customer.Find("meet-mute").ClickAsync();
        await call.HearsAsync();

        await page.GetByTestId("meet-more").ClickAsync();
        await page.GetByTestId("meet-end-all").ClickAsync();
        await page.GetByTestId("meet-end-all-confirm").ClickAsync();
        await call.IsClosedAsync();
        await customer.IsClosedAsync();
    }

    [Fact]
    public async Task NobodyFallsOut_when_the_microphone_is_forbidden_and_allowed_again()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync(agent: await chromium.NewAskedPersonAsync());
        await scene.Customer.StartMeetAsync("voice");
        await scene.Agent.Call.AcceptAsync();
        await scene.Customer.Call.HearsAsync();
        var notice = scene.Agent.Page.GetByTestId("mic-fix");
        var muted = scene.Customer.Call.Participants.Filter(new() { HasText = "ミュート" });

        await MicrophoneSwitch.ForbidAsync(scene.Agent.Page);
        await Assertions.Expect(notice).ToBeVisibleAsync(Soon);
        await Assertions.Expect(muted).ToHaveCountAsync(1);
        await scene.Agent.Call.HearsAsync();

        await MicrophoneSwitch.AllowAsync(scene.Agent.Page);
        await Assertions.Expect(notice).ToHaveCountAsync(0);
        await Assertions.Expect(muted).ToHaveCountAsync(0);
        await scene.Customer.Call.HearsAsync();
        await scene.Agent.Call.LeaveAsync();
    }

    [Fact]
    public async Task NobodyFallsOut_when_signaling_starts_anew()
    {
        await using var scene = await TalkingAsync("voice");

        var processes = system.RunningOf("signaling");
        foreach (var process in processes)
        {
            await system.KillAsync(process);
        }

        await scene.Agent.Call.HearsAsync();
        foreach (var process in processes)
        {
            await system.StartAsync(process);
        }

        await GoesOnAsync(scene);
    }

    [Fact]
    public async Task NobodyFallsOut_when_the_media_node_starts_anew()
    {
        await using var scene = await TalkingAsync("video");

        var nodes = system.RunningOf("media");
        foreach (var node in nodes)
        {
            await system.KillAsync(node);
        }

        foreach (var node in nodes)
        {
            await system.StartAsync(node);
        }

        await scene.Agent.Call.IsAsync("live");
        await scene.Agent.Call.ShowsPicturesAsync(2);
        await scene.Customer.Call.ShowsPicturesAsync(2);
        await GoesOnAsync(scene);
    }

    /// <summary>From one network to another: for some seconds there is none, neither for requests nor for media.</summary>
    [Fact]
    public async Task NobodyFallsOut_when_the_customer_changes_the_network()
    {
        await using var scene = await TalkingAsync("voice");
        var (page, app) = (scene.Customer.Page, scene.Customer.Page.Frames.First(frame => frame.Url.Contains("/widget/", StringComparison.Ordinal)));

        await page.Context.SetOfflineAsync(true);
        await app.EvaluateAsync("() => window.__meet.dropMedia()");
        await Assertions.Expect(scene.Agent.Call.Participants.And(scene.Agent.Page.Locator("[data-away]"))).ToHaveCountAsync(1, new() { Timeout = 20_000 });
        await page.Context.SetOfflineAsync(false);

        await GoesOnAsync(scene);
    }

    private async Task<Scene> TalkingAsync(string kind)
    {
        var scene = await new Scene(system, chromium).OpenAsync();
        await scene.Customer.StartMeetAsync(kind);
        await scene.Agent.Call.AcceptAsync();
        await scene.Agent.Call.IsAsync("live");
        await scene.Customer.Call.IsAsync("live");
        await scene.Agent.Call.HearsAsync();
        return scene;
    }

    /// <summary>The same Meet, for both, without a ring; and what is done in it still reaches the other.</summary>
    private static async Task GoesOnAsync(Scene scene)
    {
        foreach (var call in new[] { scene.Agent.Call, scene.Customer.Call })
        {
            await call.IsAsync("live");
            await call.HearsAsync();
            await Assertions.Expect(call.Incoming).ToHaveCountAsync(0);
        }

        await Assertions.Expect(scene.Agent.Page.GetByTestId("entry-meet")).ToHaveCountAsync(1);
        await scene.Customer.Call.LeaveAsync();
        await scene.Agent.Call.IsClosedAsync();
        await Assertions.Expect(scene.Agent.MeetEntry).ToHaveAttributeAsync("data-state", "ended", new() { Timeout = Soon.Timeout });
    }
}
