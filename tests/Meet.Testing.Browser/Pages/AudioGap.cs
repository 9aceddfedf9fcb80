using Microsoft.Playwright;

namespace Meet.Testing.Browser.Pages;

/// <summary>The longest time in which a page received no audio packet, in milliseconds.</summary>
/// <param name="Seen">
/// As it looked from within the page, about every 20 ms: a voice sends a packet in as much, so that is how exact it is. On a busy machine the
/// page itself may come too late to look.
/// </param>
/// <param name="Missing">Without the time whose packets were there at the next look: they had come, the page had not looked.</param>
public sealed record AudioGap(double Seen, double Missing)
{
    private const string Begin = """
        () => {
          if (!window.__meet) return;
          const watch = { seen: 0, missing: 0, since: performance.now(), last: 0, over: false };
          window.__audioGap = watch;
          const look = async () => {
            if (watch.over) return;
            const { audioPackets } = await window.__meet.stats();
            const now = performance.now();
            const gap = now - watch.since;
            watch.seen = Math.max(watch.seen, gap);
            // A new connection counts from the beginning again.
            const came = audioPackets < watch.last ? audioPackets : audioPackets - watch.last;
            watch.missing = Math.max(watch.missing, gap - 20 * came);
            if (came > 0) watch.since = now;
            watch.last = audioPackets;
            setTimeout(look, 20);
          };
          void look();
        }
        """;

    private const string End = "() => { const watch = window.__audioGap; if (!watch) return [0, 0]; watch.over = true; return [watch.seen, watch.missing]; }";

    public static async Task BeginAsync(IPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        foreach (var frame in page.Frames)
        {
            await frame.EvaluateAsync(Begin);
        }
    }

    /// <summary>Since <see cref="BeginAsync"/>. The page must not have been loaded anew.</summary>
    public static async Task<AudioGap> EndAsync(IPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        var longest = new AudioGap(0, 0);
        foreach (var frame in page.Frames)
        {
            var gap = await frame.EvaluateAsync<double[]>(End);
            longest = Longest(longest, new(gap[0], gap[1]));
        }

        return longest;
    }

    public static AudioGap Longest(AudioGap one, AudioGap other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new(Math.Max(one.Seen, other.Seen), Math.Max(one.Missing, other.Missing));
    }
}
