using System.Text.RegularExpressions;
using Meet.Testing;
using Meet.Testing.Browser;
using Microsoft.Playwright;

namespace Meet.EndToEnd.Tests;

/// <summary>The main job once more, in browsers that ask for English.</summary>
public sealed partial class EnglishTests(MeetSystem system, Chromium chromium)
{
    [Fact]
    public async Task A_customer_calls_and_both_read_English()
    {
        await using var scene = await new Scene(system, chromium) { FirstMessage = $"Is it in stock? {Guid.NewGuid():n}" }.OpenAsync(locale: "en-US");
        await IsEnglishAsync(scene.Customer.Page.FrameLocator("iframe[src*='/widget/']").Locator("body"));

        await scene.Customer.StartMeetAsync("voice");
        await scene.Agent.Call.RingsAsync();
        await IsEnglishAsync(scene.Agent.Call.Incoming);
        await scene.Agent.Call.AcceptAsync();
        await scene.Agent.Call.IsAsync("live");
        await scene.Customer.Call.IsAsync("live");
        await scene.Agent.Call.HearsAsync();
        await IsEnglishAsync(scene.Agent.Call.Window);
        await IsEnglishAsync(scene.Customer.Call.Window);
        await scene.Customer.Call.LeaveAsync();
        await scene.Agent.Call.IsClosedAsync();
        await IsEnglishAsync(scene.Agent.MeetEntry);

        (await scene.Agent.Page.Locator("html").GetAttributeAsync("lang")).ShouldBe("en");
        foreach (var rail in new[] { "rail-team", "rail-mentions", "rail-settings", "rail-inbox" })
        {
            await scene.Agent.Page.GetByTestId(rail).ClickAsync();
            await Assertions.Expect(scene.Agent.Page.GetByTestId(rail)).ToHaveAttributeAsync("aria-current", "page");
            await IsEnglishAsync(scene.Agent.Page.Locator("h1").First);
        }
    }

    /// <summary>No kana, in what is shown or in what a screen reader is told. People's names are written in Chinese characters.</summary>
    private static async Task IsEnglishAsync(ILocator part)
    {
        await Assertions.Expect(part).ToBeVisibleAsync(new() { Timeout = 15_000 });
        var said = await part.EvaluateAsync<string>(
            "one => one.innerText + ' ' + [one, ...one.querySelectorAll('[aria-label], [title]')].map(each => (each.getAttribute('aria-label') ?? '') + ' ' + (each.getAttribute('title') ?? '')).join(' ')");
        Kana().Match(said).Value.ShouldBeEmpty(said);
    }

    [GeneratedRegex("[\\u3041-\\u3096\\u30A1-\\u30FA]+")]
    private static partial Regex Kana();
}
