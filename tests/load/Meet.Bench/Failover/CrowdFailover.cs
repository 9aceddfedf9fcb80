using System.Collections.Concurrent;
using System.Text.Json;
using Meet.Bench.Joins;
using Meet.EndToEnd.Tests;
using Meet.Load.Streams;
using Meet.Testing;
using Meet.Testing.People;

namespace Meet.Bench.Failover;

/// <summary>
/// How long many people in one Meet are without media when its node is killed, with every service real and on this machine. Each has a page
/// that stays open and comes back by itself as the console's does; one speaks, and whoever receives them is back. Pages and media are this
/// process's, and take their share of the machine.
/// </summary>
internal static class CrowdFailover
{
    private const int AtOnce = 8;

    // The two with whom the Meet began have no page that would come back.
    private const int Beginners = 2;

    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(3);
    private static readonly string[] Processes = ["gateway", "chat", "meets", "notification", "signaling", "media", "media2", "postgres", "rabbitmq"];
    private static readonly JsonSerializerOptions Naming = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static async Task RunAsync(int people, int runs, TextWriter lines, TextWriter progress, CancellationToken cancellationToken)
    {
        await using var system = new MeetSystem();
        await system.InitializeAsync();
        await system.StartAsync("media2");
        await using var crowd = new Crowd(system);
        var nodes = new MediaNodes(system);
        await AreOpenAsync(nodes);
        using var admin = await Person.StaffAsync(system, DemoAccounts.Aoi);
        using var customer = await Person.CustomerAsync(system);
        var colleagues = await crowd.NewColleaguesAsync(admin, people - Beginners);
        var meet = await JoinsBench.BeginAsync(crowd, admin, customer, await ChatAsync(admin, customer));
        var pushed = new ConcurrentDictionary<string, (long Messages, long Bytes)>(StringComparer.Ordinal);
        var members = new ComingBack[colleagues.Count];
        await Parallel.ForAsync(0, members.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (i, _) =>
            members[i] = await ComingBack.EnterAsync(system, crowd, colleagues[i], meet, i == 0 ? [StreamShape.Voice] : [], pushed));
        await progress.WriteLineAsync($"{people} people are in");
        for (var run = 1; run <= runs; run++)
        {
            await Task.Delay(Settled, cancellationToken);
            await AreOpenAsync(nodes);
            var node = MediaNodes.ProcessOf(await nodes.InUseAsync());
            var roots = Processes.Where(name => name != node).ToDictionary(name => name, system.ProcessIdOf);
            var (before, told) = (TreeCpu.Of(roots), pushed.Values.Sum(each => each.Bytes));
            foreach (var member in members)
                member.Await();
            var killed = TimeProvider.System.GetTimestamp();
            system.KillNow(node);
            var back = (await Task.WhenAll(members.Select(member => member.BackAsync()))).Select(at => Since(killed, at)).Order().ToList();
            await progress.WriteLineAsync(string.Join(' ', back));
            var after = TreeCpu.Of(roots);
            await lines.WriteLineAsync(JsonSerializer.Serialize(
                new
                {
                    Bench = "failover",
                    People = people,
                    FirstToldMs = members.Min(member => Since(killed, member.ToldAt)),
                    LastToldMs = members.Max(member => Since(killed, member.ToldAt)),
                    BackMsP50 = back[back.Count / 2],
                    BackMsMax = back[^1],
                    TriesMax = members.Max(member => member.Tries),
                    CpuMs = roots.Keys.ToDictionary(name => name, name => Math.Round(after[name] - before[name])),
                    MbPushed = Math.Round((pushed.Values.Sum(each => each.Bytes) - told) / 1e6, 1),
                }, Naming));
            await system.StartAsync(node);
        }

        (await admin.PostAsync($"/api/meets/{meet}/end")).ShouldBeOk();
        foreach (var member in members)
            await member.DisposeAsync();
        foreach (var colleague in colleagues)
            colleague.Dispose();
        await system.StopAsync("media2");
    }

    private static async Task AreOpenAsync(MediaNodes nodes)
    {
        await nodes.IsAsync("media-1", "open");
        await nodes.IsAsync("media-2", "open");
    }

    private static async Task<Guid> ChatAsync(Person admin, Person customer)
    {
        var chat = await customer.OpenChatAsync();
        await admin.TakeAsync(chat);
        return chat;
    }

    private static double Since(long killed, long at) => Math.Round(TimeProvider.System.GetElapsedTime(killed, at).TotalMilliseconds);
}
