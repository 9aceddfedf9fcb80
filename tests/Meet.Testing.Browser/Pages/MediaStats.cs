using System.Text.Json;
using Microsoft.Playwright;

namespace Meet.Testing.Browser.Pages;

/// <summary>What a page has received so far, summed over its peer connection's inbound streams (W3C webrtc-stats).</summary>
/// <param name="AudioEnergy">Sum of squared levels times seconds: 0 is digital silence.</param>
public sealed record MediaStats(double AudioEnergy, long AudioPackets, long FramesDecoded)
{
    /// <summary>A beep of the fake device adds far more than this in a second; comfort noise far less.</summary>
    public const double AboveSilence = 0.0005;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The widget's app lives in a frame of the shop's page, the console in the page itself.</summary>
    public static async Task<MediaStats> OfAsync(IPage page)
    {
        var sum = new MediaStats(0, 0, 0);
        foreach (var frame in page.Frames)
        {
            var stats = await frame.EvaluateAsync<JsonElement?>("async () => window.__meet ? await window.__meet.stats() : null");
            if (stats is { ValueKind: JsonValueKind.Object } && stats.Value.Deserialize<MediaStats>(Json) is { } found)
            {
                sum = new(sum.AudioEnergy + found.AudioEnergy, sum.AudioPackets + found.AudioPackets, sum.FramesDecoded + found.FramesDecoded);
            }
        }

        return sum;
    }

    public static async Task UntilAsync(IPage page, Func<MediaStats, bool> reached)
    {
        var began = TimeProvider.System.GetTimestamp();
        var last = await OfAsync(page);
        while (!reached(last))
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
            {
                throw new TimeoutException($"The media did not come: {last}");
            }

            await Task.Delay(100);
            last = await OfAsync(page);
        }
    }
}
