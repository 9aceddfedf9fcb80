using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Meet.Testing;

namespace Meet.Contracts.Tests.Checker;

/// <summary>The folders <c>releases/VERSION</c>: what each release wrote. What stands there is never changed, only added to.</summary>
internal static class Releases
{
    public const string FreezeCommand = "./meet contracts";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The one that is being made: the chart's appVersion.</summary>
    public static string Current { get; } = File.ReadLines(Path.Combine(Repository.Root, "deploy", "helm", "meet", "Chart.yaml"))
        .Single(line => line.StartsWith("appVersion:", StringComparison.Ordinal))["appVersion:".Length..].Trim().Trim('"');

    public static IReadOnlyList<string> All => [.. Directory.GetDirectories(Root).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    /// <summary>Whether this run is to write what is missing: <see cref="FreezeCommand"/> asks for it.</summary>
    public static bool Freezing => Environment.GetEnvironmentVariable("MEET_FREEZE_CONTRACTS") == "1";

    public static string PathOf(string release, string file) => Path.Combine(Root, release, file);

    /// <summary>Paths within the release's folder, of JSON samples.</summary>
    public static IReadOnlyList<string> FilesOf(string release) =>
    [
        .. Directory.GetFiles(Path.Combine(Root, release), "*.json", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Path.Combine(Root, release), path))
            .Order(StringComparer.Ordinal),
    ];

    public static IReadOnlyList<JsonNode?> Read(string release, string file) =>
        [.. JsonNode.Parse(File.ReadAllText(PathOf(release, file)))!.AsArray()];

    /// <summary>One sample a line, so that a difference shows.</summary>
    public static void Write(string release, string file, IEnumerable<JsonNode?> samples)
    {
        var text = new StringBuilder("[\n");
        text.AppendJoin(",\n", samples.Select(sample => sample!.ToJsonString(Readable))).Append("\n]\n");
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(release, file))!);
        File.WriteAllText(PathOf(release, file), text.ToString());
    }

    private static string Root => Path.Combine(Repository.Root, "tests", "Meet.Contracts.Tests", "releases");
}
