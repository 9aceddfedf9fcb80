using Microsoft.Playwright;

namespace Meet.Testing.Browser.Pages;

/// <summary>In which video codecs a page sends and receives, as its browser says.</summary>
public static class MediaCodecs
{
    /// <summary>
    /// Of the streams whose frames are encoded or decoded on connections that a network's script has noted: <c>sends VP8</c>, <c>receives
    /// VP8</c>, each once and in alphabetical order.
    /// </summary>
    public static async Task<IReadOnlyList<string>> OfAsync(IPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        var codecs = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var frame in page.Frames)
        {
            codecs.UnionWith(await frame.EvaluateAsync<string[]>("""
                async () => {
                  const codecs = [];
                  for (const connection of window.badNetworkPeers ?? []) {
                    if (connection.connectionState !== 'connected') continue;
                    const stats = await connection.getStats();
                    for (const one of stats.values()) {
                      if (one.kind !== 'video' || !one.codecId) continue;
                      const does = one.framesDecoded > 0 ? 'receives' : one.framesEncoded > 0 ? 'sends' : null;
                      if (does) codecs.push(`${does} ${stats.get(one.codecId).mimeType.slice('video/'.length)}`);
                    }
                  }
                  return codecs;
                }
                """));
        }

        return [.. codecs];
    }
}
