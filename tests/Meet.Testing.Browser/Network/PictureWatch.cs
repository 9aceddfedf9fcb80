using System.Text.Json;
using Microsoft.Playwright;

namespace Meet.Testing.Browser.Network;

/// <summary>
/// Watches the pictures of others from within a page: for how long none of them brought a new frame, and what the connection's statistics
/// (W3C webrtc-stats) were meanwhile, for whoever must find out why.
/// </summary>
/// <remarks>
/// The page must be in a <see cref="BadNetwork"/>, which keeps its peer connections within reach. Time in which the page itself did not
/// get to run is not counted: a machine that is busy with something else makes no bad network.
/// </remarks>
public sealed class PictureWatch
{
    private readonly IFrame _app;

    private PictureWatch(IFrame app) => _app = app;

    /// <summary>Of the pictures that are shown now.</summary>
    public static async Task<PictureWatch> StartAsync(IFrame app)
    {
        await app.EvaluateAsync("""
            () => {
              const began = performance.now();
              const watch = (window.pictureWatch = { longest: 0, log: [] });
              const note = (...words) => watch.log.push([Math.round(performance.now() - began), ...words].join(' '));
              const pictures = [...document.querySelectorAll('[data-testid=participant] video')].map((video) => ({ video, frames: 0, still: 0 }));
              let last = began;
              setInterval(() => {
                const passed = Math.min(performance.now() - last, 200);
                last = performance.now();
                for (const picture of pictures) {
                  const frames = picture.video.getVideoPlaybackQuality().totalVideoFrames;
                  if (frames > picture.frames && picture.still > 500) note(`stood still for ${Math.round(picture.still)}`);
                  picture.still = frames > picture.frames ? 0 : picture.still + passed;
                  picture.frames = frames;
                  watch.longest = Math.max(watch.longest, picture.still);
                }
              }, 100);
              setInterval(async () => {
                for (const peer of window.badNetworkPeers ?? []) {
                  if (peer.connectionState === 'closed') continue;
                  for (const stat of (await peer.getStats()).values()) {
                    if (stat.type === 'inbound-rtp' && stat.kind === 'video' && stat.packetsReceived > 0)
                      note(`in ${stat.frameHeight}p bytes ${stat.bytesReceived} packets ${stat.packetsReceived} lost ${stat.packetsLost} frames ${stat.framesReceived}/${stat.framesDecoded} key ${stat.keyFramesDecoded} nack ${stat.nackCount} pli ${stat.pliCount}`);
                  }
                }
              }, 250);
            }
            """);
        return new PictureWatch(app);
    }

    public async Task<TimeSpan> LongestFreezeAsync() =>
        TimeSpan.FromMilliseconds(await _app.EvaluateAsync<double>("window.pictureWatch.longest"));

    /// <summary>A line for each quarter of a second and each long freeze, in milliseconds since the start.</summary>
    public async Task<string> TellAsync() =>
        string.Join('\n', (await _app.EvaluateAsync<JsonElement>("window.pictureWatch.log")).EnumerateArray());
}
