using System.Globalization;
using System.Runtime.InteropServices;
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
    private static readonly TimeSpan PauseBetweenCalls = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TimeToRead = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan TimeToReachForIt = TimeSpan.FromSeconds(1);

    /// <param name="rounds">Calls that count; some more come first, to warm up.</param>
    public static async Task RunAsync(
        TextWriter lines, TextWriter progress, CancellationToken cancellationToken, int rounds = 100, int warmup = 40)
    {
        await using var system = new MeetSystem();
        await system.InitializeAsync();
        await using var chromium = new Chromium();
        await chromium.InitializeAsync();
        await using var scene = await new Scene(system, chromium).OpenAsync();
        var figures = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        for (var round = -warmup; round < rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var call = await CallAsync(scene);
            if (round < 0)
            {
                continue;
            }

            foreach (var (metric, milliseconds) in call)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(figures, metric, out _) ??= []).Add(milliseconds);
            }

            await progress.WriteLineAsync(
                $"call {round + 1}/{rounds}: " + string.Join(", ", call.Select(figure => $"{figure.Key} {figure.Value.ToString("f0", CultureInfo.InvariantCulture)}")));
        }

        foreach (var (metric, milliseconds) in figures)
        {
            await WriteAsync(lines, metric, milliseconds);
        }
    }

    /// <summary>
    /// What people wait for, and beside it the stages of which it is made: of a ring the server's answer to the caller and the hub's
    /// word to the agent, of an accepted call the answer, the media node's, and the connection.
    /// </summary>
    private static async Task<List<KeyValuePair<string, double>>> CallAsync(Scene scene)
    {
        var (agent, customer) = (scene.Agent, scene.Customer);
        var roundTrip = await agent.Page.EvaluateAsync<double>(
            "async () => { const began = performance.now(); await fetch('/api/session'); return performance.now() - began; }");
        var before = await Marks.LatestAsync(customer.Page, "meet:click") ?? 0;
        // Nobody calls again in the moment in which they have hung up, nor without reading what the menu offers, nor answers
        // before they have seen who calls.
        await Task.Delay(PauseBetweenCalls);
        await customer.MeetButton.ClickAsync();
        await Task.Delay(TimeToRead);
        await customer.Find("meet-start-voice").ClickAsync();
        var click = await Marks.YoungerAsync(customer.Page, "meet:click", before);
        var rung = await Marks.YoungerAsync(agent.Page, "meet:ring-shown", click);
        var told = await Marks.YoungerAsync(agent.Page, "meet:told", click);
        var started = await Marks.YoungerAsync(customer.Page, "meet:granted", click);
        await Task.Delay(TimeToReachForIt);
        await agent.Call.AcceptAsync();
        var accepted = await Marks.YoungerAsync(agent.Page, "meet:accept", rung);
        var heard = await Marks.YoungerAsync(agent.Page, "meet:first-audio", accepted);
        var granted = await Marks.YoungerAsync(agent.Page, "meet:granted", accepted);
        var answered = await Marks.YoungerAsync(agent.Page, "meet:answered", accepted);
        var connected = await Marks.YoungerAsync(agent.Page, "meet:connected", accepted);
        await agent.Call.LeaveAsync();
        await agent.Call.IsClosedAsync();
        await customer.Call.IsClosedAsync();
        return
        [
            new("click_to_ring", rung - click),
            new("click_to_started", started - click),
            new("click_to_told", told - click),
            new("accept_to_first_audio", heard - accepted),
            new("accept_to_granted", granted - accepted),
            new("accept_to_answered", answered - accepted),
            new("accept_to_connected", connected - accepted),
            new("gateway_round_trip", roundTrip),
        ];
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
