using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;

namespace Meet.Testing.Browser.Network;

/// <summary>
/// When a browser behind a <see cref="BadNetwork"/> plays the one voice and the one picture that it receives, by its own statistics (W3C
/// webrtc-stats, inbound-rtp).
/// </summary>
/// <param name="Apart">Between the capture of the voice and of the picture that are played at one time.</param>
/// <param name="VoiceWaits">Of the newest voice, in the jitter buffer.</param>
public sealed record Playout(TimeSpan Apart, TimeSpan VoiceWaits)
{
    /// <summary>ITU-R BT.1359-1: people notice sound that is 125 ms late. What is early they notice sooner, but a browser's own figures are not so exact.</summary>
    public static readonly TimeSpan Noticeable = TimeSpan.FromMilliseconds(125);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public bool IsInStep => Apart < Noticeable;

    /// <summary>Until it is so; asked once a second.</summary>
    /// <exception cref="TimeoutException">It has not become so in a minute.</exception>
    public static async Task<Playout> UntilAsync(IFrame page, Func<Playout, bool> isSo)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(isSo);
        var seen = new List<string>();
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Patience;)
        {
            var now = await OfSecondAsync(page);
            seen.Add(now?.ToString() ?? "nothing in step yet");
            if (now is not null && isSo(now))
                return now;
        }

        throw new TimeoutException($"Voice and picture did not come to that: {string.Join(", ", seen)}");
    }

    /// <summary>Null while one of them has no report, or the browser does not tie them to each other.</summary>
    private static async Task<Playout?> OfSecondAsync(IFrame page)
    {
        var told = await page.EvaluateAsync<JsonElement?>(
            """
            async () => {
              const read = async () => {
                const found = {};
                for (const peer of window.badNetworkPeers ?? [])
                  for (const report of (await peer.getStats()).values())
                    if (report.type === 'inbound-rtp' && report.packetsReceived > 0) found[report.kind] = report;
                return found;
              };
              const before = await read();
              await new Promise((resolve) => setTimeout(resolve, 1000));
              const { audio, video } = await read();
              if (!before.audio || !audio?.estimatedPlayoutTimestamp || !video?.estimatedPlayoutTimestamp) return null;
              return {
                apart: Math.abs(audio.estimatedPlayoutTimestamp - video.estimatedPlayoutTimestamp),
                waits: (1000 * (audio.jitterBufferDelay - before.audio.jitterBufferDelay)) /
                  Math.max(1, audio.jitterBufferEmittedCount - before.audio.jitterBufferEmittedCount),
              };
            }
            """);
        return told is { ValueKind: JsonValueKind.Object } now
            ? new Playout(TimeSpan.FromMilliseconds(now.GetProperty("apart").GetDouble()), TimeSpan.FromMilliseconds(now.GetProperty("waits").GetDouble()))
            : null;
    }
}
