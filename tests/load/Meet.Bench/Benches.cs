using Meet.Bench.Failover;
using Meet.Bench.Joins;
using Meet.Bench.Media;
using Meet.Testing;

namespace Meet.Bench;

/// <summary>What can be measured, by name. Each writes its results to the writer: one JSON object a line, units in the names.</summary>
internal static class Benches
{
    /// <summary>Those that run where none is named.</summary>
    public static IReadOnlyDictionary<string, Func<TextWriter, CancellationToken, Task>> All { get; } = new SortedDictionary<string, Func<TextWriter, CancellationToken, Task>>(StringComparer.Ordinal)
    {
        ["appends"] = (lines, _) => AppendsAsync(lines),
        ["calls"] = (lines, stop) => CallsBench.RunAsync(lines, Console.Error, stop),
        ["media"] = (lines, stop) => MediaBench.RunAsync(lines, Console.Error, [], stop),
        ["web"] = (lines, _) => WebBench.RunAsync(lines),
    };

    /// <summary>Those that take options, behind their name.</summary>
    public static IReadOnlyDictionary<string, Func<TextWriter, IReadOnlyList<string>, CancellationToken, Task>> WithOptions { get; } = new SortedDictionary<string, Func<TextWriter, IReadOnlyList<string>, CancellationToken, Task>>(StringComparer.Ordinal)
    {
        ["joins"] = (lines, options, stop) => JoinsBench.RunAsync(lines, Console.Error, options, stop),
        ["junk"] = (lines, options, stop) => JunkBench.RunAsync(lines, Console.Error, options, stop),
        ["media"] = (lines, options, stop) => MediaBench.RunAsync(lines, Console.Error, options, stop),
        ["failover"] = (lines, options, stop) => FailoverBench.RunAsync(lines, Console.Error, options, stop),
        ["restart"] = (lines, options, stop) => RestartBench.RunAsync(lines, Console.Error, options, stop),
        ["soak"] = (lines, options, stop) => SoakBench.RunAsync(lines, Console.Error, options, stop),
    };

    /// <summary>Against a PostgreSQL of its own that keeps its promises (fsync on), or <c>MEET_TEST_POSTGRES</c>.</summary>
    private static async Task AppendsAsync(TextWriter jsonLines)
    {
        await using var postgres = new PostgresFixture();
        await postgres.InitializeAsync();
        await AppendsBench.RunAsync(postgres.DataSource, jsonLines);
    }
}
