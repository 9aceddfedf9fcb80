using System.Text.Json;
using Meet.Load;
using Meet.Load.Figures;
using Meet.Load.Linux;
using Meet.Load.Rooms;

namespace Meet.Bench.Media;

/// <summary>
/// What a forwarded packet costs a media node, in CPU time, delay and memory (docs/media/performance.md). The node has one worker on one
/// processor, the people who load it are on another; each scenario has a node of its own.
/// </summary>
internal static class MediaBench
{
    private static readonly TimeSpan LimitWindow = TimeSpan.FromSeconds(0.3);
    private static readonly JsonSerializerOptions Naming = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <exception cref="FormatException">The options are wrong.</exception>
    public static async Task RunAsync(TextWriter lines, TextWriter progress, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var options = MediaBenchOptions.Parse(arguments);
        var everywhere = Affinity.Current;
        Affinity.SetAll(1ul << options.LoadProcessor);
        try
        {
            foreach (var scenario in options.Scenarios)
            {
                await progress.WriteLineAsync($"{scenario.Name} …");
                var line = await MeasureAsync(scenario, options, cancellationToken);
                await lines.WriteLineAsync(JsonSerializer.Serialize(line, Naming));
            }
        }
        finally
        {
            Affinity.SetAll(everywhere);
        }
    }

    private static async Task<MediaLine> MeasureAsync(Scenario scenario, MediaBenchOptions options, CancellationToken cancellationToken)
    {
        var limit = await SendLimit.MeasureAsync(options.NodeProcessor, options.LoadProcessor, LimitWindow);
        await using var node = await NodeProcess.StartAsync(options.NodeProcessor, options.NodeFolder, cancellationToken);
        using var generator = new LoadGenerator(options.Sample, options.Profile);
        await WarmUpAsync(node, generator, options.Warmup, cancellationToken);
        var idle = ProcessUse.Of(node.Id);
        var room = new LoadRoom(generator, node.Http, "bench");
        var sessions = await scenario.JoinAsync(room, cancellationToken);
        await generator.SetSpeedAsync(options.Speed);
        await Task.Delay(options.Warmup, cancellationToken);

        var own = ProcessUse.Of(Environment.ProcessId);
        var before = ProcessUse.Of(node.Id);
        await generator.BeginWindowAsync();
        await Task.Delay(options.Window, cancellationToken);
        var figures = await generator.ReadAsync();
        var after = ProcessUse.Of(node.Id);
        var used = ProcessUse.Of(Environment.ProcessId).Cpu - own.Cpu;
        await room.CloseAsync(sessions);
        return MediaLine.Of(scenario, sessions.Count, options, limit, figures, idle, before, after, used);
    }

    /// <summary>
    /// Code that is compiled and buffers that are made once are nobody's in particular: a small room comes and goes first. It stays as long as
    /// the one that is measured does until then, for what is done only every few seconds.
    /// </summary>
    private static async Task WarmUpAsync(NodeProcess node, LoadGenerator generator, TimeSpan time, CancellationToken cancellationToken)
    {
        var room = new LoadRoom(generator, node.Http, "warm");
        var sessions = await Scenario.Parse("conference-4")!.JoinAsync(room, cancellationToken);
        await Task.Delay(time, cancellationToken);
        await room.CloseAsync(sessions);
    }
}
