using System.Globalization;
using System.Text.Json;
using Meet.Testing;
using Meet.Testing.Browser;
using Meet.Testing.Browser.Pages;

namespace Meet.Bench;

/// <summary>
/// How long people wait, in a real browser, through the gateway, with every service real and on this machine: from the customer's
/// click to the agent's ring, and from the agent's accept to the first audio frame that was decoded there. Beside it, in the same
/// run: a plain request's round trip through the gateway, as the floor under both.
/// </summary>
internal static class CallsBench
{
    /// <summary>What an accepted call waits for, one after the other: where the time goes.</summary>
    private static readonly string[] Stages = ["meet:granted", "meet:answered", "meet:connected"];

    private static readonly TimeSpan PauseBetweenCalls = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TimeToRead = TimeSpan.FromMilliseconds(300);

    /// <param name="rounds">Calls that count; some more come first, to warm up.</param>
    public static async Task RunAsync(TextWriter lines, TextWriter progress, int rounds = 60, int warmup = 20)
    {
        await using var system = new MeetSystem();
        await system.InitializeAsync();
        await using var chromium = new Chromium();
        await chromium.InitializeAsync();
        await using var scene = await new Scene(system, chromium).OpenAsync();
        var (ring, audio, floor) = (new List<double>(), new List<double>(), new List<double>());
        var stages = Stages.ToDictionary(stage => stage, _ => new List<double>(), StringComparer.Ordinal);
        for (var round = -warmup; round < rounds; round++)
        {
            var call = await CallAsync(scene);
            if (round < 0)
            {
                continue;
            }

            ring.Add(call.ClickToRing);
            audio.Add(call.AcceptToAudio);
            floor.Add(call.RoundTrip);
            foreach (var stage in Stages)
            {
                stages[stage].Add(call.Stages[stage]);
            }

            await progress.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"call {round + 1}/{rounds}: ring {call.ClickToRing:f0} ms, audio {call.AcceptToAudio:f0} ms"));
        }

        await WriteAsync(lines, "click_to_ring", ring);
        await WriteAsync(lines, "accept_to_first_audio", audio);
        await WriteAsync(lines, "gateway_round_trip", floor);
        foreach (var stage in Stages)
        {
            await WriteAsync(lines, $"accept_to_{stage[5..]}", stages[stage]);
        }
    }

    private static async Task<(double ClickToRing, double AcceptToAudio, double RoundTrip, Dictionary<string, double> Stages)> CallAsync(Scene scene)
    {
        var (agent, customer) = (scene.Agent, scene.Customer);
        var roundTrip = await agent.Page.EvaluateAsync<double>(
            "async () => { const began = performance.now(); await fetch('/api/session'); return performance.now() - began; }");
        var before = await Marks.LatestAsync(customer.Page, "meet:click") ?? 0;
        // Nobody calls again in the moment in which they have hung up, nor without reading what the menu offers.
        await Task.Delay(PauseBetweenCalls);
        await customer.MeetButton.ClickAsync();
        await Task.Delay(TimeToRead);
        await customer.Find("meet-start-voice").ClickAsync();
        var click = await Marks.YoungerAsync(customer.Page, "meet:click", before);
        var rung = await Marks.YoungerAsync(agent.Page, "meet:ring-shown", click);
        await agent.Call.AcceptAsync();
        var accepted = await Marks.YoungerAsync(agent.Page, "meet:accept", rung);
        var heard = await Marks.YoungerAsync(agent.Page, "meet:first-audio", accepted);
        var stages = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var stage in Stages)
        {
            stages[stage] = await Marks.YoungerAsync(agent.Page, stage, accepted) - accepted;
        }

        await agent.Call.LeaveAsync();
        await agent.Call.IsClosedAsync();
        await customer.Call.IsClosedAsync();
        return (rung - click, heard - accepted, roundTrip, stages);
    }

    private static Task WriteAsync(TextWriter lines, string metric, List<double> milliseconds)
    {
        milliseconds.Sort();
        return lines.WriteLineAsync(JsonSerializer.Serialize(new
        {
            bench = "calls",
            metric,
            unit = "ms",
            n = milliseconds.Count,
            p50 = Percentile(milliseconds, 0.50),
            p99 = Percentile(milliseconds, 0.99),
            max = Math.Round(milliseconds[^1], 1),
        }));
    }

    /// <summary>Nearest rank.</summary>
    private static double Percentile(List<double> sorted, double rank) =>
        Math.Round(sorted[(int)Math.Ceiling(rank * sorted.Count) - 1], 1);
}
