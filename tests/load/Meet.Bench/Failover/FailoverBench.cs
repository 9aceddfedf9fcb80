using System.Globalization;
using System.Text.Json;
using Meet.Testing;
using Meet.Testing.Browser;
using Meet.Testing.Browser.Pages;
using Microsoft.Playwright;

namespace Meet.Bench.Failover;

/// <summary>
/// How long two people in a Meet do not hear each other when the process of their media node is killed, in real browsers and with every
/// service real and on this machine; and when meets had noticed that the node was gone. The Meet goes on at the other of two nodes; the
/// killed one is started again for the next run. More people are <see cref="CrowdFailover"/>'s.
/// </summary>
internal static class FailoverBench
{
    public static async Task RunAsync(TextWriter lines, TextWriter progress, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var options = BenchOptions.Parse(arguments, "runs", "people");
        if (options.Whole("people", 2, 2, 200) is > 2 and var people)
        {
            await CrowdFailover.RunAsync(people, options.Whole("runs", 5, 1, 1000), lines, progress, cancellationToken);
            return;
        }

        var runs = options.Whole("runs", 20, 1, 1000);
        await using var system = new MeetSystem();
        await system.InitializeAsync();
        await system.StartAsync("media2");
        try
        {
            await using var chromium = new Chromium();
            await chromium.InitializeAsync();
            await using var scene = await new Scene(system, chromium).OpenAsync();
            await MeasureAsync(system, scene, runs, lines, progress, cancellationToken);
        }
        finally
        {
            await system.StopAsync("media2");
        }
    }

    private static async Task MeasureAsync(
        MeetSystem system, Scene scene, int runs, TextWriter lines, TextWriter progress, CancellationToken cancellationToken)
    {
        var nodes = new MediaNodes(system);
        List<double> noticed = [];
        List<double> audioBack = [];
        await scene.Customer.StartMeetAsync("voice");
        await scene.Agent.Call.AcceptAsync();
        for (var run = 1; run <= runs; run++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await nodes.IsAsync("media-1", "open");
            await nodes.IsAsync("media-2", "open");
            await scene.Agent.Call.HearsAsync();
            await scene.Customer.Call.HearsAsync();
            var node = MediaNodes.ProcessOf(await nodes.InUseAsync());

            var killed = (double)system.KillNow(node).ToUnixTimeMilliseconds();
            var heard = await Task.WhenAll(
                Marks.YoungerAsync(scene.Agent.Page, "meet:first-audio", killed), Marks.YoungerAsync(scene.Customer.Page, "meet:first-audio", killed));
            noticed.Add(await LatestMoveAsync(scene.Agent.Page) - killed);
            audioBack.Add(heard.Max() - killed);
            await progress.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"failover {run}/{runs}: noticed {noticed[^1]:f0}, audio back {audioBack[^1]:f0}"));
            await system.StartAsync(node);
        }

        await scene.Agent.Call.LeaveAsync();
        await lines.WriteLineAsync(JsonSerializer.Serialize(new { bench = "failover", metric = "noticed_ms", n = runs, p50 = At(noticed, 0.5), p99 = At(noticed, 0.99), max = At(noticed, 1) }));
        await lines.WriteLineAsync(JsonSerializer.Serialize(new { bench = "failover", metric = "audio_back_ms", n = runs, p50 = At(audioBack, 0.5), p99 = At(audioBack, 0.99), max = At(audioBack, 1) }));
    }

    /// <summary>When meets gave the agent's Meet another node, in milliseconds since the Unix epoch.</summary>
    private static Task<double> LatestMoveAsync(IPage page) => page.EvaluateAsync<double>("""
        async () => {
          const { items } = await (await fetch(`/api/meets/${window.__meet.state().meetId}/events`)).json();
          return Date.parse(items.filter(item => item.type === 'media_moved_v1').at(-1).at);
        }
        """);

    /// <summary>Nearest rank.</summary>
    private static double At(List<double> milliseconds, double rank) =>
        Math.Round(milliseconds.Order().ElementAt((int)Math.Ceiling(rank * milliseconds.Count) - 1), 1);
}
