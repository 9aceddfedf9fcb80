using Microsoft.Playwright;

namespace Meet.Testing.Browser.Network;

/// <summary>
/// By which ICE user names the connections of a browser behind a <see cref="BadNetwork"/> go: an ICE restart gives a connection another, and a new
/// join is a new connection.
/// </summary>
public static class IceGenerations
{
    /// <summary>Of the connections that are not closed, in the order in which they were made.</summary>
    public static async Task<string> OfAsync(IPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        var names = new List<string>();
        foreach (var frame in page.Frames)
        {
            names.AddRange(await frame.EvaluateAsync<string[]>("""
                () => [...(window.badNetworkPeers ?? [])]
                  .filter((peer) => peer.connectionState !== 'closed')
                  .map((peer) => /^a=ice-ufrag:(\S+)/m.exec(peer.localDescription.sdp)[1])
                """));
        }

        return string.Join(' ', names);
    }
}
