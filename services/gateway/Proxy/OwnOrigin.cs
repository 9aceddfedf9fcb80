using Meet.Gateway.Sessions;
using Meet.ServiceDefaults.Http;

namespace Meet.Gateway.Proxy;

/// <summary>
/// A browser sends the cookie along with whatever page asks it to, so a writing request with the cookie must come from a page of
/// this site. <c>Web:Origins</c> may name further ones, such as a development server's.
/// </summary>
internal static class OwnOrigin
{
    public static void UseOwnOrigin(this WebApplication app)
    {
        var others = app.Configuration.GetSection("Web:Origins").Get<string[]>() ?? [];
        app.Use((context, next) => Allows(context.Request, others)
            ? next(context)
            : Problems.WriteAsync(
                context, StatusCodes.Status403Forbidden, "foreign_origin", "The Origin header must be of this site."));
    }

    internal static bool Allows(HttpRequest request, IReadOnlyCollection<string> others)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
            return true;
        var origin = request.Headers.Origin.ToString();
        // Signing in needs no cookie yet, and yet another site must not sign somebody in here as somebody else.
        if (origin.Length == 0)
            return SessionAuthentication.BearerOf(request) is not null || SessionCookie.Read(request) is null;
        if (SessionAuthentication.BearerOf(request) is not null)
            return true;
        return others.Contains(origin, StringComparer.OrdinalIgnoreCase)
            || (Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                && string.Equals(uri.Authority, new HostString(request.Host.Value ?? "").Value, StringComparison.OrdinalIgnoreCase));
    }
}
