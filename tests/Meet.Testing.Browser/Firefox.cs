using Microsoft.Playwright;
using Xunit;

namespace Meet.Testing.Browser;

/// <summary>
/// The system's Firefox as Mozilla and Debian build it, headless, over WebDriver BiDi. Its fake devices give a steady tone and a picture
/// that changes its colour; permission is granted as a person who clicks "allow" would. A person's windows close with their context.
/// </summary>
public sealed class Firefox : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/firefox-esr", "/usr/bin/firefox"];

    /// <summary>Why its tests are skipped where it is not.</summary>
    public const string Missing = "there is no Firefox on this machine (Debian's package firefox-esr)";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Null where there is none.</summary>
    private static string? Program { get; } =
        Environment.GetEnvironmentVariable("MEET_FIREFOX") is { Length: > 0 } chosen ? chosen : Places.FirstOrDefault(File.Exists);

    public static bool IsInstalled => Program is not null;

    public async ValueTask InitializeAsync()
    {
        if (!IsInstalled)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Firefox.LaunchAsync(new BrowserTypeLaunchOptions
        {
            // Playwright's own Firefox is a patched one; this channel is the real one.
            Channel = "moz-firefox",
            ExecutablePath = Program,
            FirefoxUserPrefs = new Dictionary<string, object>
            {
                ["media.navigator.streams.fake"] = true,
                ["media.navigator.permission.disabled"] = true,
                ["media.autoplay.default"] = 0,
                // Without these, it offers no loopback candidates, and hides the others behind .local names.
                ["media.peerconnection.ice.loopback"] = true,
                ["media.peerconnection.ice.obfuscate_host_addresses"] = false,
                // Not in all that are in use; here it stands for any codec that a browser lacks.
                ["media.webrtc.codec.video.av1.enabled"] = false,
                // Plugins would come from Mozilla's servers.
                ["media.gmp-manager.updateEnabled"] = false,
            },
        });
    }

    /// <summary>A person's own browser: cookies, storage and windows are theirs alone.</summary>
    public Task<IBrowserContext> NewPersonAsync() => _browser!.NewContextAsync(new BrowserNewContextOptions
    {
        Locale = "ja-JP",
        TimezoneId = "Asia/Tokyo",
        ViewportSize = new ViewportSize { Width = 1360, Height = 860 },
    });

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
