using System.Text.Json;
using Meet.Testing;
using Meet.Testing.Browser;

namespace Meet.Bench;

/// <summary>
/// What people notice of an upgrade: every process of two of each is restarted, one at a time, during a Meet of two real browsers, and each
/// time somebody else is called meanwhile. A line for each restart, and one for all.
/// </summary>
internal static class RestartBench
{
    public static async Task RunAsync(TextWriter lines, TextWriter progress, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var rounds = BenchOptions.Parse(arguments, "rounds").Whole("rounds", 1, 1, 100);
        await using var system = new MeetSystem();
        await system.InitializeAsync();
        await using var twins = new Twins(system);
        await twins.InitializeAsync();
        await using var chromium = new Chromium();
        await chromium.InitializeAsync();
        await using var scene = await new Scene(system, chromium).OpenAsync();
        await using var colleague = await scene.ColleagueAsync(DemoAccounts.Sato);
        await scene.Customer.StartMeetAsync("voice");
        await scene.Agent.Call.AcceptAsync();
        await scene.Agent.Call.HearsAsync();
        await scene.Customer.Call.HearsAsync();

        List<RestartFigures> all = [];
        for (var round = 1; round <= rounds; round++)
        {
            await foreach (var figures in new RollingRestart(system, scene).RunAsync(colleague, DemoAccounts.Sato).WithCancellation(cancellationToken))
            {
                all.Add(figures);
                await progress.WriteLineAsync($"restart {round}/{rounds}: {figures.Process}");
                await lines.WriteLineAsync(Line(figures));
            }
        }

        await scene.Agent.Call.LeaveAsync();
        await lines.WriteLineAsync(Summary(all));
    }

    private static string Line(RestartFigures figures) => JsonSerializer.Serialize(new
    {
        bench = "restart",
        process = figures.Process,
        restart_ms = Whole(figures.RestartMs),
        longest_audio_gap_ms = Whole(figures.AudioGap.Seen),
        missing_audio_ms = Whole(figures.AudioGap.Missing),
        rejoin_ms = figures.RejoinMs is { } rejoined ? Whole(rejoined) : (double?)null,
        ring_ms = figures.RingMs is { } rang ? Whole(rang) : (double?)null,
        missed = figures.Missed,
        refused_starts = figures.RefusedStarts,
        rings_shown = figures.RingsShown,
    });

    private static string Summary(List<RestartFigures> all) => JsonSerializer.Serialize(new
    {
        bench = "restart",
        restarts = all.Count,
        longest_audio_gap_ms = Whole(all.Where(each => each.RejoinMs is null).Max(each => each.AudioGap.Seen)),
        missing_audio_ms = Whole(all.Where(each => each.RejoinMs is null).Max(each => each.AudioGap.Missing)),
        longest_rejoin_ms = all.Max(each => each.RejoinMs) is { } rejoined ? Whole(rejoined) : (double?)null,
        rings_lost = all.Count(each => each.RingMs is null),
        rings_doubled = all.Count(each => each.RingsShown > 1),
        refused_starts = all.Sum(each => each.RefusedStarts),
    });

    private static double Whole(double milliseconds) => Math.Round(milliseconds);
}
