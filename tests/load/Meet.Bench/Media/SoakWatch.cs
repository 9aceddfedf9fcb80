using System.Net.Http.Json;
using Meet.Media.Whip;

namespace Meet.Bench.Media;

/// <summary>A node's memory, descriptors and pauses over time. What it settles to is told by the second half.</summary>
internal sealed class SoakWatch(NodeProcess node)
{
    private readonly List<(double Seconds, ProcessUse Use)> _samples = [];
    private int _firstCollections = -1;
    private double _pausedMs = -1;

    public ProcessUse Last => _samples[^1].Use;

    public int Collections { get; private set; }

    /// <summary>Of all threads at once for a collection: no single one was longer than all of those between two looks.</summary>
    public double LongestPauseMs { get; private set; }

    public double HalfwayMb => _samples[_samples.Count / 2].Use.Resident / 1e6;

    public int FilesHalfway => _samples[_samples.Count / 2].Use.Files;

    public double KilobytesPerMinute =>
        60 * Slope.Of([.. _samples.Skip(_samples.Count / 2).Select(sample => (sample.Seconds, sample.Use.Resident / 1e3))]);

    public async Task TakeAsync(TimeSpan at, CancellationToken cancellationToken)
    {
        _samples.Add((at.TotalSeconds, ProcessUse.Of(node.Id)));
        var told = (await node.Http.GetFromJsonAsync<WhipHeld>("/offer/held", cancellationToken))!;
        if (_firstCollections < 0)
            (_firstCollections, _pausedMs) = (told.Collections, told.PausedMs);
        Collections = told.Collections - _firstCollections;
        LongestPauseMs = Math.Max(LongestPauseMs, told.PausedMs - _pausedMs);
        _pausedMs = told.PausedMs;
    }
}
