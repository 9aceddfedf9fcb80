using Meet.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;

namespace Meet.Gateway.Proxy;

/// <summary>
/// What a client says about itself is not believed: headers that mean something between our services, or between a proxy and us,
/// are taken off. A TLS proxy in front is believed if <c>Proxy:Trusted</c> lists its network (CIDR).
/// </summary>
internal static class Arrival
{
    public static void UseArrival(this WebApplication app)
    {
        if (app.Configuration.GetSection("Proxy:Trusted").Get<string[]>() is { Length: > 0 } networks)
        {
            var forwarded = new ForwardedHeadersOptions
            {
                ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            };
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownProxies.Clear();
            foreach (var network in networks)
                forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
            app.UseForwardedHeaders(forwarded);
        }

        app.Use((context, next) =>
        {
            foreach (var name in context.Request.Headers.Keys.Where(IsOurs).ToList())
                context.Request.Headers.Remove(name);
            return next(context);
        });
    }

    /// <summary>Says at once what Kestrel would only say once the body is read. One request may bring more than 64 KiB: a file.</summary>
    public static void UseBodyLimit(this WebApplication app) => app.Use((context, next) =>
    {
        var isFile = IsFile(context.Request);
        if (isFile && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = Endpoints.MaxFile;
        return (context.Request.ContentLength > (isFile ? Endpoints.MaxFile : Endpoints.MaxBody), isFile) switch
        {
            (false, _) => next(context),
            (true, true) => TooLarge(context, "file_too_large", "A file has at most 20 MiB."),
            (true, false) => TooLarge(context, "body_too_large", "A body has at most 64 KiB."),
        };
    });

    private static Task TooLarge(HttpContext context, string code, string title) =>
        Problems.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, code, title);

    private static bool IsFile(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path.Equals("/api/chat/files", StringComparison.OrdinalIgnoreCase);

    private static bool IsOurs(string header) =>
        header.StartsWith("meet-", StringComparison.OrdinalIgnoreCase)
        || header.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
        || header.StartsWith("X-Original-", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Forwarded", StringComparison.OrdinalIgnoreCase);
}
