using System.Net.Http.Json;
using Meet.Media.Whip;

namespace Meet.Bench.Media;

/// <summary>A node's memory, descriptors and pauses over time. What it settles to is told by the second half.</summary>
internal sealed class SoakWatch(NodeProcess node)
{
    private readonly List<(double Seconds, ProcessUse Use)> _samples = [];
    private WhipHeld? _first;
    private WhipHeld? _last;

    public ProcessUse Last => _samples[^1].Use;

    public int Collections => _last!.Collections - _first!.Collections;

    /// <summary>Of all threads at once, for a collection.</summary>
    public int Pauses => PausesByMs.Sum();

    /// <summary>In whole milliseconds, rounded up.</summary>
    public int LongestPauseMs => Array.FindLastIndex(PausesByMs, count => count > 0) + 1;

    /// <summary>Likewise, what one in a hundred pauses was longer than.</summary>
    public int PauseP99Ms
    {
        get
        {
            var (longer, ms) = (PausesByMs.Sum() / 100, CollectionPauses.Length);
            while (ms > 0 && (longer -= PausesByMs[ms - 1]) >= 0)
                ms--;
            return ms;
        }
    }

    public double HalfwayMb => _samples[_samples.Count / 2].Use.Resident / 1e6;

    public int FilesHalfway => _samples[_samples.Count / 2].Use.Files;

    public double KilobytesPerMinute =>
        60 * Slope.Of([.. _samples.Skip(_samples.Count / 2).Select(sample => (sample.Seconds, sample.Use.Resident / 1e3))]);

    public async Task TakeAsync(TimeSpan at, CancellationToken cancellationToken)
    {
        _samples.Add((at.TotalSeconds, ProcessUse.Of(node.Id)));
        var told = (await node.Http.GetFromJsonAsync<WhipHeld>("/offer/held", cancellationToken))!;
        _first ??= told;
        _last = told;
    }

    private int[] PausesByMs => [.. _last!.PausesByMs.Zip(_first!.PausesByMs, (last, first) => (int)(last - first))];
}
