using System.Text.Json;
using Microsoft.Playwright;

namespace Meet.Testing.Browser;

/// <summary>The microphone's switch in a browser's address bar, for one site and person (Chrome DevTools Protocol, Browser.setPermission).</summary>
public static class MicrophoneSwitch
{
    public static Task ForbidAsync(IPage page) => SetAsync(page, "denied");

    public static Task AllowAsync(IPage page) => SetAsync(page, "granted");

    private static async Task SetAsync(IPage page, string setting)
    {
        var target = await (await page.Context.NewCDPSessionAsync(page)).SendAsync("Target.getTargetInfo");
        var person = target!.Value.GetProperty("targetInfo").GetProperty("browserContextId").GetString()!;
        var browser = await page.Context.Browser!.NewBrowserCDPSessionAsync();
        await browser.SendAsync("Browser.setPermission", new()
        {
            ["permission"] = JsonSerializer.SerializeToElement(new { name = "microphone" }),
            ["setting"] = setting,
            ["origin"] = new Uri(page.Url).GetLeftPart(UriPartial.Authority),
            ["browserContextId"] = person,
        });
    }
}
