using Microsoft.Playwright;
using Xunit;

namespace Meet.Testing.Browser;

/// <summary>Desk: a window of a usual size. Phone: a Pixel's.</summary>
public enum Devices { Desk, Phone }

/// <summary>
/// The system's Chromium, headless. Its fake devices give a beep a second and a picture that counts; permission is granted as a
/// person who clicks "allow" would.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private IBrowser? _quiet;
    private IBrowser? _asking;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await LaunchAsync("no-user-gesture-required");
    }

    private Task<IBrowser> LaunchAsync(string autoplay, bool permits = true) => _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Environment.GetEnvironmentVariable("MEET_CHROMIUM") ?? "/usr/bin/chromium",
        Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", $"--autoplay-policy={autoplay}",
                "--use-fake-device-for-media-stream", .. permits ? ["--use-fake-ui-for-media-stream"] : Array.Empty<string>(),
                // Without these, Chromium offers no loopback candidates, and hides the others behind .local names.
                "--allow-loopback-in-peer-connection", "--disable-features=WebRtcHideLocalIpsWithMdns",
            ],
    });

    /// <summary>A person's own browser: cookies, storage and windows are theirs alone.</summary>
    public Task<IBrowserContext> NewPersonAsync(Devices device = Devices.Desk, string locale = "ja-JP", string? userAgent = null, bool heard = true) =>
        NewPersonAsync(_browser, device, locale, userAgent, heard);

    /// <summary>As it comes: a page makes no sound before somebody has touched it. The browser may show notifications.</summary>
    public async Task<IBrowserContext> NewUntouchedPersonAsync()
    {
        _quiet ??= await LaunchAsync("document-user-activation-required");
        var person = await NewPersonAsync(_quiet, Devices.Desk, "ja-JP", null, heard: true);
        await person.GrantPermissionsAsync(["microphone", "camera", "notifications"]);
        return person;
    }

    /// <summary>
    /// Permission is the browser's own, as a person sees it in the address bar, so that <see cref="MicrophoneSwitch"/> can take it
    /// away: with the fake answers of the other browsers, what was allowed once stays allowed.
    /// </summary>
    public async Task<IBrowserContext> NewAskedPersonAsync()
    {
        _asking ??= await LaunchAsync("no-user-gesture-required", permits: false);
        return await NewPersonAsync(_asking, Devices.Desk, "ja-JP", null, heard: true);
    }

    private Task<IBrowserContext> NewPersonAsync(IBrowser browser, Devices device, string locale, string? userAgent, bool heard) =>
        browser.NewContextAsync(new BrowserNewContextOptions(device == Devices.Phone ? _playwright.Devices["Pixel 7"] : new())
        {
            Locale = locale,
            TimezoneId = "Asia/Tokyo",
            ViewportSize = device == Devices.Phone
                ? new ViewportSize { Width = 412, Height = 839 }
                : new ViewportSize { Width = 1360, Height = 860 },
            UserAgent = userAgent ?? (device == Devices.Phone ? _playwright.Devices["Pixel 7"].UserAgent : null),
            Permissions = heard ? ["microphone", "camera"] : [],
        });

    public async ValueTask DisposeAsync()
    {
        if (_quiet is not null)
        {
            await _quiet.DisposeAsync();
        }

        if (_asking is not null)
        {
            await _asking.DisposeAsync();
        }

        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
