using System.Text.Json;
using Microsoft.Playwright;

namespace Meet.Testing.Browser.Pages;

/// <summary>What a page has received so far, summed over its peer connection's inbound streams (W3C webrtc-stats).</summary>
/// <param name="AudioEnergy">Sum of squared levels times seconds: 0 is digital silence.</param>
/// <param name="AudioSeconds">Of sound that was played, silence included, added over the lines.</param>
/// <param name="FrameHeight">Of the largest picture, in pixels.</param>
/// <param name="Voices">Audio lines with sound in them.</param>
public sealed record MediaStats(double AudioEnergy, int Voices, long AudioPackets, long FramesDecoded, long FrameHeight, double AudioSeconds)
{
    /// <summary>A beep of the fake device adds far more than this in a second; comfort noise far less.</summary>
    public const double AboveSilence = 0.0005;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The widget's app lives in a frame of the shop's page, the console in the page itself.</summary>
    public static async Task<MediaStats> OfAsync(IPage page)
    {
        var sum = new MediaStats(0, 0, 0, 0, 0, 0);
        foreach (var frame in page.Frames)
        {
            var stats = await frame.EvaluateAsync<JsonElement?>("async () => window.__meet ? await window.__meet.stats() : null");
            if (stats is { ValueKind: JsonValueKind.Object } && stats.Value.Deserialize<MediaStats>(Json) is { } found)
            {
                sum = new(
                    sum.AudioEnergy + found.AudioEnergy, sum.Voices + found.Voices, sum.AudioPackets + found.AudioPackets,
                    sum.FramesDecoded + found.FramesDecoded, Math.Max(sum.FrameHeight, found.FrameHeight), sum.AudioSeconds + found.AudioSeconds);
            }
        }

        return sum;
    }

    public static async Task UntilAsync(IPage page, Func<MediaStats, bool> reached, TimeSpan? patience = null)
    {
        var began = TimeProvider.System.GetTimestamp();
        var last = await OfAsync(page);
        while (!reached(last))
        {
            if (TimeProvider.System.GetElapsedTime(began) > (patience ?? Patience))
            {
                throw new TimeoutException($"The media did not come: {last}\n{await EverywhereAsync(page)}");
            }

            await Task.Delay(100);
            last = await OfAsync(page);
        }
    }

    /// <summary>What every page of the browser knows of its call: whoever is not heard may be somebody else's fault.</summary>
    public static async Task<string> EverywhereAsync(IPage page)
    {
        var told = new List<string>();
        foreach (var frame in page.Context.Browser!.Contexts.SelectMany(person => person.Pages).SelectMany(each => each.Frames))
        {
            var known = await frame.EvaluateAsync<string?>(
                "async () => window.__meet ? JSON.stringify({ state: window.__meet.state(), stats: await window.__meet.stats() }) : null");
            if (known is not null)
            {
                told.Add($"{new Uri(frame.Url).AbsolutePath}: {known}");
            }
        }

        return string.Join('\n', told);
    }
}
