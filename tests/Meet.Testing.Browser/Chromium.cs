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

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("MEET_CHROMIUM") ?? "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required",
                "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
                // Without these, Chromium offers no loopback candidates, and hides the others behind .local names.
                "--allow-loopback-in-peer-connection", "--disable-features=WebRtcHideLocalIpsWithMdns",
            ],
        });
    }

    /// <summary>A person's own browser: cookies, storage and windows are theirs alone.</summary>
    public Task<IBrowserContext> NewPersonAsync(Devices device = Devices.Desk, string locale = "ja-JP", string? userAgent = null, bool heard = true) =>
        _browser.NewContextAsync(new BrowserNewContextOptions(device == Devices.Phone ? _playwright.Devices["Pixel 7"] : new())
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
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
