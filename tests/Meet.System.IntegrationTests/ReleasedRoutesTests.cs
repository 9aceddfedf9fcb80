using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Meet.Testing;

namespace Meet.SystemTests;

/// <summary>
/// A page that was opened before an upgrade calls what its own release had: <c>releases/VERSION/rest.routes</c> of Meet.Contracts.Tests, a line
/// for each method and path.
/// </summary>
public sealed partial class ReleasedRoutesTests(MeetSystem system)
{
    private const string Freeze = "MEET_FREEZE_CONTRACTS=1 ./meet test integration";

    [Fact]
    public async Task Every_route_of_every_release_is_there_and_todays_are_frozen()
    {
        var today = await TodayAsync();
        today.Length.ShouldBeGreaterThan(40);
        var current = FileOf(CurrentRelease);
        if (Environment.GetEnvironmentVariable("MEET_FREEZE_CONTRACTS") == "1")
        {
            var said = File.Exists(current) ? await File.ReadAllLinesAsync(current) : [];
            await File.WriteAllLinesAsync(current, said.Union(today).Order(StringComparer.Ordinal));
        }

        foreach (var release in Directory.GetDirectories(Releases).Select(folder => Path.GetFileName(folder)!))
            (await File.ReadAllLinesAsync(FileOf(release))).Except(today).ShouldBeEmpty($"pages of release {release} call what is not there any more");
        today.Except(await File.ReadAllLinesAsync(current)).ShouldBeEmpty($"not in release {CurrentRelease} yet: `{Freeze}` adds it");
    }

    private static string Releases => Path.Combine(Repository.Root, "tests", "Meet.Contracts.Tests", "releases");

    private static string CurrentRelease => File.ReadLines(Path.Combine(Repository.Root, "deploy", "helm", "meet", "Chart.yaml"))
        .Single(line => line.StartsWith("appVersion:", StringComparison.Ordinal))["appVersion:".Length..].Trim().Trim('"');

    private static string FileOf(string release) => Path.Combine(Releases, release, "rest.routes");

    /// <summary>As the OpenAPI documents tell; what a path's variables are called is no part of it.</summary>
    private async Task<string[]> TodayAsync()
    {
        using var http = system.CreateClient();
        var routes = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var service in new[] { "gateway", "chat", "meets", "notification" })
        {
            var document = JsonNode.Parse(await http.GetStringAsync(new Uri($"/openapi/{service}.json", UriKind.Relative)))!;
            foreach (var (path, methods) in document["paths"]!.AsObject())
            {
                foreach (var (method, _) in methods!.AsObject())
                    routes.Add($"{method.ToUpperInvariant()} {Variable().Replace(path, "{}")}");
            }
        }

        return [.. routes];
    }

    [GeneratedRegex("{[^}]*}")]
    private static partial Regex Variable();
}
