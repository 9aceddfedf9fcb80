using System.Text.Json;
using Microsoft.Playwright;

namespace Meet.Testing.Browser.Network;

/// <summary>How the voices that a browser behind a <see cref="BadNetwork"/> receives have arrived so far, summed (W3C webrtc-stats, inbound-rtp of audio).</summary>
/// <param name="Lost">Packets that were missing.</param>
/// <param name="Samples">Played.</param>
/// <param name="Concealed">Of these, made up where there was no packet, silence left out.</param>
public sealed record VoiceReception(long Packets, long Lost, long Samples, long Concealed)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>In whichever frames of the page have peer connections.</summary>
    public static async Task<VoiceReception> OfAsync(IPage page)
    {
        var sum = new VoiceReception(0, 0, 0, 0);
        foreach (var frame in page.Frames)
        {
            var found = (await frame.EvaluateAsync<JsonElement>(
                """
                async () => {
                  const sum = { packets: 0, lost: 0, samples: 0, concealed: 0 };
                  for (const peer of window.badNetworkPeers ?? [])
                    for (const report of (await peer.getStats()).values())
                      if (report.type === 'inbound-rtp' && report.kind === 'audio') {
                        sum.packets += report.packetsReceived;
                        sum.lost += report.packetsLost;
                        sum.samples += report.totalSamplesReceived ?? 0;
                        sum.concealed += (report.concealedSamples ?? 0) - (report.silentConcealedSamples ?? 0);
                      }
                  return sum;
                }
                """)).Deserialize<VoiceReception>(Json)!;
            sum += found;
        }

        return sum;
    }

    public static VoiceReception operator +(VoiceReception one, VoiceReception other) => new(
        one.Packets + other.Packets, one.Lost + other.Lost, one.Samples + other.Samples, one.Concealed + other.Concealed);

    /// <summary>What has come since then.</summary>
    public VoiceReception Since(VoiceReception before) => new(
        Packets - before.Packets, Lost - before.Lost, Samples - before.Samples, Concealed - before.Concealed);
}
