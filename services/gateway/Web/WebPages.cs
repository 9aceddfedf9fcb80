using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Meet.Gateway.Web;

/// <summary>
/// The web apps out of <c>Web:Root</c> (web/dist): <c>console</c> at <c>/</c>, <c>widget</c>, <c>demo</c> and, outside of production, <c>outbox</c>
/// at their names, <c>link</c> at <c>/m</c>, which is short for an SMS. Assets whose names hold their hash are kept for ever, everything else is
/// asked for again. Routes of the apps answer with their page.
/// </summary>
internal static class WebPages
{
    private const string ForEver = "public, max-age=31536000, immutable";
    private const string AskAgain = "no-cache";

    private static readonly string[] NotPages = ["/api", "/hub", "/openapi", "/health", "/test"];

    // Only what is the same for everybody: compressing secrets beside text that others choose would give them away (BREACH).
    private static readonly string[] Compressed = ["text/javascript", "text/css", "image/svg+xml"];

    public static void AddWebPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddResponseCompression(compression => (compression.EnableForHttps, compression.MimeTypes) = (true, Compressed));
        builder.Services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
    }

    public static void UseWebFiles(this WebApplication app)
    {
        if (Root(app) is not { } root)
            return;
        app.UseResponseCompression();
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new AppFiles(new PhysicalFileProvider(root), app.Environment),
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Path.Value!.Contains("/assets/", StringComparison.Ordinal) ? ForEver : AskAgain,
        });
    }

    public static void MapWebPages(this WebApplication app)
    {
        if (Root(app) is not { } root)
            return;
        app.MapMethods("/{**path:nonfile}", ["GET", "HEAD"], (HttpContext context) =>
        {
            var page = Path.Combine(root, AppOf(context.Request.Path, app.Environment).Folder, "index.html");
            if (!IsApp(context.Request.Path) || !File.Exists(page))
                return Results.NotFound();
            context.Response.Headers.CacheControl = AskAgain;
            return Results.File(page, "text/html; charset=utf-8", lastModified: File.GetLastWriteTimeUtc(page));
        }).AllowAnonymous().ExcludeFromDescription().WithOrder(int.MaxValue);
    }

    /// <summary>Whether a path may be a page at all.</summary>
    internal static bool IsApp(PathString path) => !NotPages.Any(each => path.StartsWithSegments(each));

    /// <summary>Whether the developer's outbox is there: only where somebody develops or tests.</summary>
    internal static bool HasOutbox(this IHostEnvironment environment) =>
        environment.IsDevelopment() || environment.IsEnvironment("Testing");

    /// <summary>The app's folder, and the rest of the path within it.</summary>
    internal static (string Folder, string Within) AppOf(PathString path, IHostEnvironment environment) =>
        path.StartsWithSegments("/widget", out var rest) ? ("widget", rest)
        : path.StartsWithSegments("/demo", out rest) ? ("demo", rest)
        : path.StartsWithSegments("/m", out rest) ? ("link", rest)
        : environment.HasOutbox() && path.StartsWithSegments("/outbox", out rest) ? ("outbox", rest)
        : ("console", path);

    private static string? Root(WebApplication app) =>
        app.Configuration["Web:Root"] is { Length: > 0 } root && Directory.Exists(root) ? Path.GetFullPath(root) : null;

    /// <summary>Finds each app's files in its folder, and everything else in the console's.</summary>
    private sealed class AppFiles(PhysicalFileProvider files, IHostEnvironment environment) : IFileProvider
    {
        public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

        public IFileInfo GetFileInfo(string subpath)
        {
            var (folder, rest) = AppOf(subpath, environment);
            return files.GetFileInfo($"/{folder}{rest}");
        }

        public IChangeToken Watch(string filter) => NullChangeToken.Singleton;
    }
}
