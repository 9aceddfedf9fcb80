using System.Text.Json;
using Microsoft.Playwright;

namespace Meet.Testing.Browser.Pages;

/// <summary>The points in time that a page marks on its performance timeline (web/sdk/DIAGNOSTICS.md).</summary>
public static class Marks
{
    /// <summary>
    /// The newest mark of that name in any of the page's frames, in milliseconds since the Unix epoch: pages on one machine share its
    /// clock. Null before the first.
    /// </summary>
    public static async Task<double?> LatestAsync(IPage page, string name)
    {
        ArgumentNullException.ThrowIfNull(page);
        double? latest = null;
        foreach (var frame in page.Frames)
        {
            var at = await frame.EvaluateAsync<JsonElement?>(
                "name => { const all = performance.getEntriesByName(name, 'mark'); return all.length ? performance.timeOrigin + all[all.length - 1].startTime : null; }",
                name);
            if (at is { ValueKind: JsonValueKind.Number } && (latest is null || at.Value.GetDouble() > latest))
            {
                latest = at.Value.GetDouble();
            }
        }

        return latest;
    }

    /// <summary>Waits for a mark that is younger than <paramref name="than"/>.</summary>
    /// <exception cref="TimeoutException">It did not come within 20 s.</exception>
    public static async Task<double> YoungerAsync(IPage page, string name, double than)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await LatestAsync(page, name) is { } at && at > than)
            {
                return at;
            }

            if (TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromSeconds(20))
            {
                throw new TimeoutException($"The page did not mark {name}.");
            }

            // Seldom, since every look takes the page's time: the mark holds when it happened.
            await Task.Delay(200);
        }
    }
}
