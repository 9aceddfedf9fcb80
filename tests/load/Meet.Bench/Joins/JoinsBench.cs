using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Meet.EndToEnd.Tests;
using Meet.Testing;
using Meet.Testing.People;

namespace Meet.Bench.Joins;

/// <summary>
/// What each further person costs who comes into one Meet, with every service real and on this machine: how long they wait until they have
/// media, how much time of which process that takes, and what all pages are told. A line for each so many people. The pages and the media are
/// this process's, in which nobody says anything.
/// </summary>
internal static class JoinsBench
{
    private const int AtOnce = 8;

    // So long nothing is pushed once everything was told of those who came.
    private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(700);
    private static readonly string[] Processes = ["gateway", "chat", "meets", "notification", "signaling", "media", "postgres", "rabbitmq"];
    private static readonly JsonSerializerOptions Naming = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <exception cref="FormatException">The options are wrong.</exception>
    public static async Task RunAsync(TextWriter lines, TextWriter progress, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var options = BenchOptions.Parse(arguments, "people", "pages", "step");
        var people = options.Whole("people", 200, 3, 200);
        var (pages, step) = (options.Whole("pages", people, 0, people), options.Whole("step", 20, 1, 200));
        await using var system = new MeetSystem();
        await system.InitializeAsync();
        await using var crowd = new Crowd(system);
        using var admin = await Person.StaffAsync(system, DemoAccounts.Aoi);
        using var customer = await Person.CustomerAsync(system);
        var colleagues = await crowd.NewColleaguesAsync(admin, people - 2);
        await progress.WriteLineAsync($"{people} people have signed in");

        var chat = await customer.OpenChatAsync();
        await admin.TakeAsync(chat);
        var room = new Pushed();
        var opened = new ConcurrentBag<CountingPage>();
        var meet = await BeginAsync(crowd, admin, customer, chat);

        var roots = Processes.ToDictionary(name => name, system.ProcessIdOf);
        for (var from = 0; from < colleagues.Count; from += step)
        {
            var next = colleagues.Skip(from).Take(step).ToList();
            await room.IsCalmAsync(cancellationToken);
            var (before, told, clock) = (TreeCpu.Of(roots), room.Snapshot(), Stopwatch.StartNew());
            var waited = new ConcurrentBag<double>();
            await Parallel.ForAsync(0, next.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (i, _) =>
            {
                var join = Stopwatch.StartNew();
                var granted = (await next[i].PostAsync($"/api/meets/{meet}/join")).ShouldBeOk().Json;
                var page = await CountingPage.OpenAsync(next[i], system.BaseUrl, room.Counts);
                await crowd.TakePartAsync(page.JoinAsync, granted, []);
                waited.Add(join.Elapsed.TotalMilliseconds);
                if (from + i < pages)
                    opened.Add(page);
                else
                    await page.DisposeAsync();
            });
            var came = clock.Elapsed;
            await AreInAsync(admin, meet, 2 + from + next.Count, cancellationToken);
            await room.IsCalmAsync(cancellationToken);
            var settled = clock.Elapsed - Calm;
            var (after, now) = (TreeCpu.Of(roots), room.Snapshot());
            var sorted = waited.Order().ToList();
            await lines.WriteLineAsync(JsonSerializer.Serialize(
                new
                {
                    Bench = "joins",
                    People = 2 + from + next.Count,
                    Pages = opened.Count,
                    Joins = next.Count,
                    JoinMsP50 = Math.Round(sorted[sorted.Count / 2]),
                    JoinMsMax = Math.Round(sorted[^1]),
                    WallMsPerJoin = Math.Round(came / next.Count / TimeSpan.FromMilliseconds(1), 1),
                    SettledMsPerJoin = Math.Round(settled / next.Count / TimeSpan.FromMilliseconds(1), 1),
                    CpuMsPerJoin = Processes.ToDictionary(name => name, name => Math.Round((after[name] - before[name]) / next.Count, 1)),
                    CpuMsPerJoinAll = Math.Round(Processes.Sum(name => after[name] - before[name]) / next.Count, 1),
                    PushesPerJoin = now.ToDictionary(each => each.Key, each => Math.Round((double)(each.Value.Messages - told.GetValueOrDefault(each.Key).Messages) / next.Count, 1)),
                    KbPushedPerJoin = now.ToDictionary(each => each.Key, each => Math.Round((each.Value.Bytes - told.GetValueOrDefault(each.Key).Bytes) / 1e3 / next.Count, 1)),
                }, Naming));
        }

        (await admin.PostAsync($"/api/meets/{meet}/end")).ShouldBeOk();
        foreach (var page in opened)
            await page.DisposeAsync();
        foreach (var colleague in colleagues)
            colleague.Dispose();
    }

    /// <summary>A Meet of two; their pages, which remember all that they are told, are closed again.</summary>
    public static async Task<Guid> BeginAsync(Crowd crowd, Person admin, Person customer, Guid chat)
    {
        await using var ringing = await admin.ConnectAsync();
        await using var shop = await customer.OpenPageAsync();
        var started = (await customer.PostAsync("/api/meets", new { chatId = chat, kind = "voice" })).ShouldBeOk().Json;
        var meet = started["meet"]!["meetId"]!.GetValue<Guid>();
        await crowd.TakePartAsync(shop, started, []);
        await crowd.TakePartAsync(ringing, (await admin.PostAsync($"/api/meets/{meet}/accept", new { })).ShouldBeOk().Json, []);
        return meet;
    }

    private static async Task AreInAsync(Person asker, Guid meet, int people, CancellationToken cancellationToken)
    {
        while (Joined((await asker.GetAsync($"/api/meets/{meet}")).ShouldBeOk().Json) < people)
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
    }

    private static int Joined(JsonNode meet) => meet["participants"]!.AsArray().Count(one => one!["state"]!.GetValue<string>() == "joined");

    /// <summary>What the pages together were told.</summary>
    private sealed class Pushed
    {
        public ConcurrentDictionary<string, (long Messages, long Bytes)> Counts { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, (long Messages, long Bytes)> Snapshot() => new(Counts);

        public async Task IsCalmAsync(CancellationToken cancellationToken)
        {
            for (long? last = null; last != Sum();)
            {
                last = Sum();
                await Task.Delay(Calm, cancellationToken);
            }
        }

        private long Sum() => Counts.Sum(each => each.Value.Bytes);
    }
}
