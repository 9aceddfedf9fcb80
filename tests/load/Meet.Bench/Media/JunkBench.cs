using System.Globalization;
using System.Text.Json;
using Meet.Load;
using Meet.Load.Figures;
using Meet.Load.Junk;
using Meet.Load.Linux;
using Meet.Load.Rooms;

namespace Meet.Bench.Media;

/// <summary>
/// What a running room suffers from somebody who sends junk to its worker's port as fast as one thread can, and what dropping a piece costs:
/// a line without junk, and one for each kind. The node has a processor, the room's people and the sender of junk share another.
/// </summary>
internal static class JunkBench
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(0.5);
    private static readonly JsonSerializerOptions Naming = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <exception cref="FormatException">The options are wrong.</exception>
    public static async Task RunAsync(TextWriter lines, TextWriter progress, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var options = BenchOptions.Parse(arguments, "seconds", "scenario", "pps", "node-cpu", "load-cpu", "node");
        var window = TimeSpan.FromSeconds(options.Number("seconds", 4, 0.5, 600));
        var perSecond = options.Number("pps", 0, 0, 10_000_000);
        var name = options.Text("scenario", "conference-5");
        var scenario = Scenario.Parse(name) ?? throw new FormatException($"'{name}' is no scenario: fanout-N, conference-N, voice-TALKERS-LISTENERS");
        var everywhere = Affinity.Current;
        Affinity.SetAll(1ul << options.Whole("load-cpu", Math.Min(1, Environment.ProcessorCount - 1), 0, 63));
        try
        {
            await using var node = await NodeProcess.StartAsync(options.Whole("node-cpu", 0, 0, 63), options.Text("node", ""), cancellationToken);
            using var generator = new LoadGenerator(sample: 1);
            var sessions = await scenario.JoinAsync(new LoadRoom(generator, node.Http, "junk"), cancellationToken);
            var target = sessions[0].Peer.Node!;
            var place = target.Address.ToIPEndPoint();
            await Task.Delay(window, cancellationToken);

            var quiet = await MeasureAsync(node, generator, place.Port, window, null, cancellationToken);
            await WriteAsync("none", quiet, quiet, 0);
            foreach (var kind in Enum.GetValues<JunkKind>())
            {
                await progress.WriteLineAsync($"{kind} …");
                using var flood = new JunkFlood(place, kind, target.Credentials.Ufrag, perSecond);
                await Task.Delay(Settling, cancellationToken);
                var measured = await MeasureAsync(node, generator, place.Port, window, flood, cancellationToken);
                flood.Stop();
                await Task.Delay(Settling, cancellationToken);
                await WriteAsync(JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString()), measured, quiet, flood.Answered);
            }
        }
        finally
        {
            Affinity.SetAll(everywhere);
        }

        Task WriteAsync(string kind, Measured now, Measured quiet, long answered) => lines.WriteLineAsync(JsonSerializer.Serialize(
            new
            {
                Bench = "junk",
                Kind = kind,
                Scenario = name,
                JunkPps = Math.Round(now.Junk / now.Seconds),
                DroppedByKernelPps = Math.Round(now.KernelDrops / now.Seconds),
                NsPerJunk = now.Junk - now.KernelDrops <= 0 ? 0 : Math.Round((now.Cpu / now.Seconds - (quiet.Cpu / quiet.Seconds)) * now.Seconds * 1e9 / (now.Junk - now.KernelDrops)),
                NodeCpu = Math.Round(now.Cpu / now.Seconds, 3),
                AnsweredBytes = answered,
                InPps = Math.Round(now.Figures.Sent / now.Seconds),
                OutPps = Math.Round(now.Figures.Received / now.Seconds),
                Loss = Math.Round((double)now.Figures.Lost / Math.Max(1, now.Figures.Expected), 5),
                P50Us = Math.Round(now.Figures.All.P50 / 1e3, 1),
                P99Us = Math.Round(now.Figures.All.P99 / 1e3, 1),
                now.Figures.OwnDrops,
            },
            Naming));
    }

    private static async Task<Measured> MeasureAsync(
        NodeProcess node, LoadGenerator generator, int port, TimeSpan window, JunkFlood? flood, CancellationToken cancellationToken)
    {
        var (use, sent, drops) = (ProcessUse.Of(node.Id), flood?.Sent ?? 0, DropsOf(port));
        await generator.BeginWindowAsync();
        await Task.Delay(window, cancellationToken);
        var figures = await generator.ReadAsync();
        var after = ProcessUse.Of(node.Id);
        return new Measured(
            (after.At - use.At).TotalSeconds, (after.Cpu - use.Cpu).TotalSeconds, (flood?.Sent ?? 0) - sent, DropsOf(port) - drops, figures);
    }

    /// <summary>What the kernel had no room for in front of the node: the last column of its table of UDP sockets (proc(5)).</summary>
    private static long DropsOf(int port)
    {
        var local = $":{port:X4}";
        return File.ReadLines("/proc/net/udp").Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[1].EndsWith(local, StringComparison.Ordinal))
            .Sum(fields => long.Parse(fields[^1], CultureInfo.InvariantCulture));
    }

    /// <param name="Cpu">Seconds of the node's process.</param>
    private sealed record Measured(double Seconds, double Cpu, long Junk, long KernelDrops, LoadFigures Figures);
}
