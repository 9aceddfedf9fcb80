using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using Meet.Testing;

namespace Meet.Bench;

/// <summary>
/// How much a page loads before it shows something, from the built apps in <c>web/dist</c>: its scripts, what these need at once
/// (modulepreload) and its styles, each gzipped as a server would. The loader, which stands on customers' own pages, counts by itself.
/// </summary>
internal static partial class WebBench
{
    // Bytes; null where nobody waits on a phone.
    private static readonly (string App, int? Limit)[] Apps =
        [("console", null), ("demo", null), ("link", 150_000), ("outbox", null), ("widget", 120_000)];

    private const int LoaderLimit = 5_000;

    private static readonly JsonSerializerOptions Naming = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static async Task RunAsync(TextWriter lines)
    {
        var dist = Path.Combine(Repository.Root, "web", "dist");
        foreach (var (app, limit) in Apps)
        {
            var page = await File.ReadAllTextAsync(Path.Combine(dist, app, "index.html"));
            var size = 0L;
            foreach (var file in InitialFiles(page))
                size += await GzippedAsync(Path.Combine(dist, app, file));
            await WriteAsync(lines, new AppSize(app, size, limit));
        }

        var loader = await GzippedAsync(Path.Combine(dist, "widget", "loader.js"));
        await WriteAsync(lines, new AppSize("loader", loader, LoaderLimit));
    }

    /// <summary>Paths within the app's folder: its pages name them with the app's own address first.</summary>
    internal static IEnumerable<string> InitialFiles(string page) =>
        from Match tag in Tags().Matches(page)
        where tag.Value.StartsWith("<script", StringComparison.Ordinal)
            || tag.Value.Contains("modulepreload", StringComparison.Ordinal)
            || tag.Value.Contains("stylesheet", StringComparison.Ordinal)
        let path = tag.Groups["path"].Value
        let assets = path.IndexOf("assets/", StringComparison.Ordinal)
        // What comes from another app's folder is that app's: the shop embeds the loader.
        where assets >= 0
        select path[assets..];

    private static async Task<long> GzippedAsync(string file)
    {
        await using var counted = new MemoryStream();
        await using (var gzip = new GZipStream(counted, CompressionLevel.SmallestSize, leaveOpen: true))
            await gzip.WriteAsync(await File.ReadAllBytesAsync(file));
        return counted.Length;
    }

    private static Task WriteAsync(TextWriter lines, AppSize size) => lines.WriteLineAsync(JsonSerializer.Serialize(size, Naming));

    [GeneratedRegex("""<(?:script|link)\b[^>]*\b(?:src|href)="(?<path>/[^"]+\.(?:js|css))"[^>]*>""")]
    private static partial Regex Tags();

    private sealed record AppSize(string Name, long BytesGzip, int? Limit);
}
