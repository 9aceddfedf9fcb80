using System.Text.Json;
using Meet.Testing;
using Meet.Testing.Browser;
using Meet.Testing.Browser.Pages;
using Meet.Testing.People;
using Microsoft.Playwright;

namespace Meet.EndToEnd.Tests;

/// <summary>PRODUCT.md, voice and video rule 4: a ring reaches an agent who looks elsewhere, or who has not touched the page yet.</summary>
public sealed class AttentionTests(MeetSystem system, Chromium chromium)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Soon = new() { Timeout = 15_000 };

    [Fact]
    public async Task Rule04_A_ring_while_the_tab_is_hidden_is_a_notification_of_the_browser()
    {
        var agent = await chromium.NewUntouchedPersonAsync();
        await agent.AddInitScriptAsync(Notifications.Kept);
        await using var scene = await new Scene(system, chromium).OpenAsync(agent: agent);
        await HideAsync(scene.Agent.Page);

        await scene.Customer.StartMeetAsync("voice");

        var shown = await Notifications.ShownAsync(scene.Agent.Page);
        shown.Title.ShouldContain("お客様");
        shown.Body.ShouldContain("ボイス");
        await scene.Customer.Call.CancelAsync();
        await Notifications.AreGoneAsync(scene.Agent.Page);
    }

    [Fact]
    public async Task Rule04_Where_sound_is_blocked_the_console_says_so_beforehand_and_one_click_lets_it_ring()
    {
        var agent = await chromium.NewUntouchedPersonAsync();
        await agent.AddInitScriptAsync(Loudspeaker.Listened);
        await using var scene = await new Scene(system, chromium).OpenAsync(agent: agent);
        var tab = new AgentPage(await agent.NewPageAsync());
        await tab.Page.GotoAsync(system.BaseUrl);
        await scene.Agent.Page.GotoAsync("about:blank");
        var banner = tab.Page.GetByTestId("ready-banner");
        await Assertions.Expect(banner).ToBeVisibleAsync(Soon);
        await Assertions.Expect(banner).ToContainTextAsync("音");

        await tab.Page.GetByTestId("ready-mend").ClickAsync();
        await Assertions.Expect(banner).ToHaveCountAsync(0);
        (await Loudspeaker.LoudnessAsync(tab.Page)).ShouldBe(0);
        await scene.Customer.StartMeetAsync("voice");
        await tab.Call.RingsAsync();

        await Loudspeaker.SoundsAsync(tab.Page);
        await tab.Call.DeclineAsync();
        await Loudspeaker.IsSilentAsync(tab.Page);
    }

    /// <summary>As if another tab had come to the front: the driver keeps every page of a headless browser visible, whatever it is told.</summary>
    private static async Task HideAsync(IPage page) => await page.EvaluateAsync("""
        Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
        Object.defineProperty(document, 'hidden', { get: () => true });
        document.dispatchEvent(new Event('visibilitychange'));
        """);

    /// <summary>The browser's notifications, as the page asked for them and as the browser said that it shows them.</summary>
    private static class Notifications
    {
        public const string Kept = """
            window.kept = [];
            window.Notification = class extends window.Notification {
              constructor(title, options) {
                super(title, options);
                const note = { title, body: options.body, state: 'asked' };
                window.kept.push(note);
                this.addEventListener('show', () => (note.state = 'shown'));
                this.addEventListener('close', () => (note.state = 'closed'));
              }
            };
            """;

        public static async Task<(string Title, string Body)> ShownAsync(IPage page)
        {
            await BecomesTrueAsync(page, "window.kept.some((note) => note.state === 'shown')");
            var note = await page.EvaluateAsync<JsonElement>("window.kept.find((note) => note.state === 'shown')");
            return (note.GetProperty("title").GetString()!, note.GetProperty("body").GetString()!);
        }

        public static Task AreGoneAsync(IPage page) => BecomesTrueAsync(page, "window.kept.every((note) => note.state === 'closed')");
    }

    /// <summary>What the page gives to the loudspeaker.</summary>
    private static class Loudspeaker
    {
        public const string Listened = """
            {
              const connect = AudioNode.prototype.connect;
              const ears = [];
              AudioNode.prototype.connect = function (to, ...rest) {
                if (to instanceof AudioDestinationNode) {
                  const ear = new AnalyserNode(to.context);
                  connect.call(this, ear);
                  ears.push(ear);
                }
                return connect.call(this, to, ...rest);
              };
              window.loudness = () => Math.max(0, ...ears.map((ear) => {
                const wave = new Float32Array(ear.fftSize);
                ear.getFloatTimeDomainData(wave);
                return ear.context.state === 'running' ? Math.max(...wave.map(Math.abs)) : 0;
              }));
            }
            """;

        public static Task<double> LoudnessAsync(IPage page) => page.EvaluateAsync<double>("window.loudness()");

        public static Task SoundsAsync(IPage page) => BecomesTrueAsync(page, "window.loudness() > 0.02");

        /// <summary>For longer than the pause between two rings.</summary>
        public static async Task IsSilentAsync(IPage page)
        {
            await BecomesTrueAsync(page, "window.loudness() === 0");
            await Task.Delay(200);
            for (var i = 0; i < 15; i++, await Task.Delay(200))
            {
                (await LoudnessAsync(page)).ShouldBe(0);
            }
        }
    }

    /// <summary>Asked from outside: the page's own rules forbid the driver to evaluate text in it.</summary>
    private static async Task BecomesTrueAsync(IPage page, string expression) =>
        await Eventually.Becomes(() => page.EvaluateAsync<bool>(expression), holds => holds, expression);
}
