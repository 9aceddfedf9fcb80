namespace Meet.Gateway.Sessions;

/// <summary>How staff's browsers carry their session: no script can read it, no other site's form can send it.</summary>
internal static class SessionCookie
{
    public const string Name = "meet_session";

    /// <summary>As chat's: 12 h after the last use.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromHours(12);

    public static string? Read(HttpRequest request) => request.Cookies[Name] is { Length: > 0 } token ? token : null;

    public static void Write(HttpContext context, string token) =>
        context.Response.Cookies.Append(Name, token, Options(context, Life));

    public static void Delete(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context, null));

    private static CookieOptions Options(HttpContext context, TimeSpan? life) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = "/", MaxAge = life, IsEssential = true,
    };
}
