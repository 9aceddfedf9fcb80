using System.Security.Claims;
using System.Text.Encodings.Web;
using Meet.ServiceDefaults.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Meet.Gateway.Sessions;

/// <summary>
/// Staff by their cookie, customers by the bearer token that the widget keeps. The bearer token wins: the widget may be open on a
/// machine where somebody is signed in to the console, too.
/// </summary>
internal sealed class SessionAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SessionResolver sessions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "session";

    private const string Bearer = "Bearer ";

    /// <summary>The session's token as the request carries it, or null.</summary>
    public static string? TokenOf(HttpRequest request) => BearerOf(request) ?? SessionCookie.Read(request);

    public static string? BearerOf(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Bearer, StringComparison.Ordinal) ? header[Bearer.Length..] : null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (TokenOf(Request) is not { } token || await sessions.ResolveAsync(token, Context.RequestAborted) is not { } person)
            return AuthenticateResult.NoResult();
        Context.Features.Set(person);
        return AuthenticateResult.Success(TicketFor(person, SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => NotSignedInAsync(Context);

    public static Task NotSignedInAsync(HttpContext context) => Problems.WriteAsync(
        context, StatusCodes.Status401Unauthorized, "not_signed_in", "Sign in first: the request carries no valid session.");

    /// <summary>The services read the internal token, so the principal here only says that there is one.</summary>
    public static AuthenticationTicket TicketFor(SignedIn person, string scheme) =>
        new(new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", person.PersonId.ToString())], scheme)), scheme);
}
