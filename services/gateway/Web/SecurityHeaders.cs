namespace Meet.Gateway.Web;

/// <summary>
/// What browsers are told about every answer. The console and the page behind a link may not be framed by anybody, the widget by
/// everybody (that is what it is for); none runs inline script or style.
/// </summary>
internal static class SecurityHeaders
{
    private const string Permissions =
        "microphone=(self), camera=(self), display-capture=(self), speaker-selection=(self), geolocation=(), payment=(), usb=()";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // At the very end: a failure clears what was set before.
        context.Response.OnStarting(static state =>
        {
            Apply((HttpContext)state);
            return Task.CompletedTask;
        }, context);
        return next(context);
    });

    private static void Apply(HttpContext context)
    {
        var headers = context.Response.Headers;
        var area = AreaOf(context.Request.Path);
        headers.ContentSecurityPolicy = PolicyOf(area, context.Request.Host.Value);
        headers.XContentTypeOptions = "nosniff";
        // Nobody whom the page behind a link asks for something is to learn where it was.
        headers["Referrer-Policy"] = area == Area.Link ? "no-referrer" : "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Resource-Policy"] = area == Area.Widget ? "cross-origin" : "same-origin";
        if (area is Area.Console or Area.Api or Area.Link or Area.Outbox)
            headers.XFrameOptions = "DENY";
        if (area is Area.Console or Area.Link)
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (area == Area.Api && headers.CacheControl.Count == 0)
            headers.CacheControl = "no-store";
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000";
    }

    internal static string PolicyOf(Area area, string? host) => area switch
    {
        // An answer may be somebody's file: opened by itself, it is nobody's page.
        Area.Api => "default-src 'none'; frame-ancestors 'none'; sandbox",
        // A same-origin WebSocket is 'self' to new browsers only, so it is named.
        _ => $"default-src 'none'; {ScriptsOf(area)}; style-src 'self'; font-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
            + $"connect-src 'self' ws://{host} wss://{host}; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
            + area switch
            {
                Area.Widget => "frame-ancestors *",
                Area.Demo => "frame-src 'self'; frame-ancestors 'self'",
                _ => "frame-ancestors 'none'",
            },
    };

    /// <summary>Where somebody talks, a camera's picture may be worked on: WebAssembly, in workers that are made from blobs. No eval of script.</summary>
    private static string ScriptsOf(Area area) => area is Area.Console or Area.Widget or Area.Link
        ? "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:"
        : "script-src 'self'; worker-src 'self'";

    internal static Area AreaOf(PathString path) =>
        path.StartsWithSegments("/widget") ? Area.Widget
        : path.StartsWithSegments("/demo") ? Area.Demo
        : path.StartsWithSegments("/m") ? Area.Link
        : path.StartsWithSegments("/outbox") ? Area.Outbox
        : WebPages.IsApp(path) ? Area.Console
        : Area.Api;
}

internal enum Area { Api, Console, Widget, Demo, Link, Outbox }
