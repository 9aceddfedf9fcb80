using Microsoft.Playwright;

namespace Meet.Testing.Browser.Pages;

/// <summary>What console and widget have in common once a Meet rings or runs. The names are the pages' test ids.</summary>
public sealed class CallView(IPage page, Func<string, ILocator> find)
{
    public ILocator Incoming => find("incoming-card");

    public ILocator Window => find("meet-window");

    public ILocator Participants => find("participant");

    public Task AcceptAsync() => find("incoming-accept").First.ClickAsync();

    public Task DeclineAsync() => find("incoming-decline").First.ClickAsync();

    public Task CancelAsync() => find("meet-cancel").ClickAsync();

    /// <summary>Until the Meet knows: the page shows the end at once, and may be closed before it has told.</summary>
    public Task LeaveAsync()
    {
        var button = find("meet-leave");
        return button.Page.RunAndWaitForResponseAsync(() => button.ClickAsync(), answer => answer.Url.EndsWith("/leave", StringComparison.Ordinal));
    }

    /// <summary>Whatever rings here or runs ends for this person.</summary>
    public async Task LeaveIfInAsync()
    {
        try
        {
            for (var rings = await Incoming.CountAsync(); rings > 0; rings--)
            {
                await find("incoming-decline").First.ClickAsync(new() { Timeout = 3_000 });
                await Assertions.Expect(Incoming).ToHaveCountAsync(rings - 1);
            }
        }
        catch (TimeoutException)
        {
            // It ended by itself.
        }

        if (await find("meet-cancel").CountAsync() > 0)
        {
            await CancelAsync();
        }
        else if (await find("meet-leave").CountAsync() > 0)
        {
            await LeaveAsync();
            await IsClosedAsync();
        }
    }

    public Task TurnCameraOnAsync() => find("meet-camera").ClickAsync();

    public Task TurnCameraOffAsync() => find("meet-camera").ClickAsync();

    public Task ToggleMuteAsync() => find("meet-mute").ClickAsync();

    public Task IsAsync(string state) => Assertions.Expect(find("meet-state"))
        .ToHaveAttributeAsync("data-state", state, new() { Timeout = 20_000 });

    public Task RingsAsync() => Assertions.Expect(Incoming).ToBeVisibleAsync(new() { Timeout = 15_000 });

    public Task RingsNoMoreAsync() => Assertions.Expect(Incoming).ToHaveCountAsync(0, new() { Timeout = 15_000 });

    public Task IsClosedAsync() => Assertions.Expect(Window).ToHaveCountAsync(0, new() { Timeout = 15_000 });

    /// <summary>Waits until audio above silence has come in and been decoded, as <c>getStats</c> tells.</summary>
    public async Task HearsAsync()
    {
        var before = await MediaStats.OfAsync(page);
        await MediaStats.UntilAsync(page, now =>
            now.AudioEnergy > before.AudioEnergy + MediaStats.AboveSilence && now.AudioPackets > before.AudioPackets + 20);
    }

    /// <summary>Waits until nothing is heard for longer than there is between two beeps of the fake devices.</summary>
    public async Task HearsNothingAsync()
    {
        for (var tries = 0; ; tries++)
        {
            var before = await MediaStats.OfAsync(page);
            var after = before;
            await MediaStats.UntilAsync(page, now => (after = now).AudioSeconds > before.AudioSeconds + 1.5);
            if (after.AudioEnergy - before.AudioEnergy < MediaStats.AboveSilence)
            {
                return;
            }

            if (tries == 10)
            {
                throw new TimeoutException($"Something is still heard: {before}, {after}.");
            }
        }
    }

    /// <summary>Waits until there was sound from at least as many people.</summary>
    public Task HearsPeopleAsync(int voices) => MediaStats.UntilAsync(page, now => now.Voices >= voices);

    /// <summary>Waits until video frames have been decoded.</summary>
    public async Task SeesAsync()
    {
        var before = await MediaStats.OfAsync(page);
        await MediaStats.UntilAsync(page, now => now.FramesDecoded > before.FramesDecoded + 10);
    }

    /// <summary>Waits until as many people's pictures are shown, and each of them moves.</summary>
    public async Task ShowsPicturesAsync(int count)
    {
        var pictures = Participants.Locator("video");
        try
        {
            await Assertions.Expect(pictures).ToHaveCountAsync(count, new() { Timeout = 15_000 });
        }
        catch (PlaywrightException missing)
        {
            throw new TimeoutException($"{missing.Message}\n{await MediaStats.EverywhereAsync(page)}", missing);
        }

        var began = await TimesAsync(pictures);
        for (var tries = 0; (await TimesAsync(pictures)).Zip(began).Any(time => time.First <= time.Second); tries++)
        {
            if (tries == 50)
            {
                throw new TimeoutException($"A picture stands still: {string.Join(", ", began)}.");
            }

            await Task.Delay(200);
        }
    }

    private static Task<double[]> TimesAsync(ILocator videos) => videos.EvaluateAllAsync<double[]>("all => all.map(video => video.currentTime)");
}
