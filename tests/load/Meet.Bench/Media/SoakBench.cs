using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Meet.Load;
using Meet.Load.Rooms;
using Meet.Media;
using Meet.Media.Whip;

namespace Meet.Bench.Media;

/// <summary>
/// Whether a node that works for long with people who come and go every second keeps what it should not: its memory over time, its
/// descriptors, and what it still holds after everybody has gone.
/// </summary>
internal static class SoakBench
{
    private const int ChurnShare = 100;

    // Who goes without a word is noticed after 30 s (RFC 7675).
    private static readonly TimeSpan TimeToForget = TimeSpan.FromSeconds(60);
    private static readonly JsonSerializerOptions Naming = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <exception cref="FormatException">The options are wrong.</exception>
    public static async Task RunAsync(TextWriter lines, TextWriter progress, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var options = BenchOptions.Parse(arguments, "minutes", "people", "node-cpu", "node");
        var (minutes, people) = (options.Number("minutes", 30, 0.1, 24 * 60), options.Whole("people", 200, 2, 2000));
        await using var node = await NodeProcess.StartAsync(options.Whole("node-cpu", 0, 0, 63), options.Text("node", ""), cancellationToken);
        using var generator = new LoadGenerator();
        var room = new SoakRoom(generator, new LoadRoom(generator, node.Http, "soak"), people);
        await room.FillAsync(cancellationToken);
        await progress.WriteLineAsync($"{people} people are there");

        await generator.BeginWindowAsync();
        var watch = new SoakWatch(node);
        var clock = Stopwatch.StartNew();
        for (var second = 1; clock.Elapsed < TimeSpan.FromMinutes(minutes); second++)
        {
            await room.ChurnAsync(Math.Max(1, people / ChurnShare));
            await watch.TakeAsync(clock.Elapsed, cancellationToken);
            if (second % 60 == 0)
                await progress.WriteLineAsync($"{clock.Elapsed:hh\\:mm\\:ss}: {room.Joins} joins, {watch.Last.Resident / 1e6:f1} MB, {watch.Last.Files} descriptors");
            await Task.Delay(TimeSpan.FromSeconds(Math.Max(0, second - clock.Elapsed.TotalSeconds)), cancellationToken);
        }

        var took = clock.Elapsed;
        var figures = await generator.ReadAsync();
        await room.EmptyAsync();
        var left = await ForgottenAsync(node, cancellationToken);
        await lines.WriteLineAsync(JsonSerializer.Serialize(
            new
            {
                Bench = "soak",
                Minutes = Math.Round(took.TotalMinutes, 2),
                People = people,
                room.Joins,
                Loss = Math.Round((double)figures.Lost / Math.Max(1, figures.Expected), 5),
                P99Us = Math.Round(figures.All.P99 / 1e3, 1),
                figures.Forged,
                RssMbHalfway = Math.Round(watch.HalfwayMb, 1),
                RssMbEnd = Math.Round(watch.Last.Resident / 1e6, 1),
                RssKbPerMinute = Math.Round(watch.KilobytesPerMinute, 1),
                watch.FilesHalfway,
                FilesEnd = watch.Last.Files,
                watch.Collections,
                watch.Pauses,
                watch.PauseP99Ms,
                watch.LongestPauseMs,
                Left = left,
            }, Naming));
        if (left != default)
            Environment.ExitCode = 1;
    }

    /// <summary>What is still held when nothing should be.</summary>
    private static async Task<Holdings> ForgottenAsync(NodeProcess node, CancellationToken cancellationToken)
    {
        var held = new Holdings { Sessions = 1 };
        for (var waited = Stopwatch.StartNew(); held != default && waited.Elapsed < TimeToForget; await Task.Delay(500, cancellationToken))
            held = (await node.Http.GetFromJsonAsync<WhipHeld>("/offer/held", cancellationToken))!.Held;
        return held;
    }
}
