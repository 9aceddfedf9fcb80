using Microsoft.Playwright;

namespace Meet.Testing.Browser.Pages;

/// <summary>By which way a page's media goes, as its browser says: <c>udp</c>, <c>tcp</c> or <c>relay</c>.</summary>
public static class MediaWay
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Of the connections that a network's script has noted; none while nothing is connected.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(IPage page)
    {
        var ways = new List<string>();
        foreach (var frame in page.Frames)
        {
            ways.AddRange(await frame.EvaluateAsync<string[]>("""
                async () => {
                  const ways = [];
                  for (const connection of window.badNetworkPeers ?? []) {
                    if (connection.connectionState !== 'connected') continue;
                    const stats = await connection.getStats();
                    for (const one of stats.values()) {
                      if (one.type !== 'transport' || !one.selectedCandidatePairId) continue;
                      const local = stats.get(stats.get(one.selectedCandidatePairId).localCandidateId);
                      ways.push(local.candidateType === 'relay' ? 'relay' : local.protocol);
                    }
                  }
                  return ways;
                }
                """));
        }

        return ways;
    }

    public static async Task UntilAsync(IPage page, string way)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (await OfAsync(page) is var ways && !ways.SequenceEqual([way]))
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
            {
                throw new TimeoutException($"The media does not go by {way}, but by: {string.Join(", ", ways)}.");
            }

            await Task.Delay(100);
        }
    }
}
