using Meet.Gateway.Tokens;
using Meet.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Gateway.Sessions;

internal sealed record Credentials(string? Email, string? Password);

internal sealed record StaffSession(Me Me);

/// <param name="Workspace">The tenant's id.</param>
/// <param name="Locale"><c>ja</c> or <c>en</c>: the language of the neutral name.</param>
internal sealed record NewCustomerSession(string? Workspace, string? Locale);

internal sealed record CustomerSession(string Token, DateTimeOffset ExpiresAt, Me Me);

internal sealed record HubTicket(string Ticket, DateTimeOffset ExpiresAt);

/// <summary>Signing in and out (docs/api.md, Sessions).</summary>
internal static class SessionApi
{
    public static void MapSessions(this IEndpointRouteBuilder app)
    {
        var session = app.MapGroup("/api").WithTags("Sessions");
        session.MapPost("/session", SignInAsync).AllowAnonymous();
        session.MapGet("/session", Who).RequireAuthorization();
        session.MapDelete("/session", SignOutAsync).AllowAnonymous();
        session.MapPost("/session/hub-ticket", Ticket).RequireAuthorization();
        session.MapPost("/customer-session", StartCustomerAsync).AllowAnonymous();
    }

    private static async Task<Results<Ok<StaffSession>, ProblemHttpResult>> SignInAsync(
        Credentials credentials, IIdentity identity, HttpContext context)
    {
        if (credentials.Email is not { Length: > 0 and <= 254 } email || credentials.Password is not { Length: > 0 and <= 256 } password)
            return Problems.Of(StatusCodes.Status400BadRequest, "bad_request", "email: 1 to 254 characters; password: 1 to 256.");
        var answer = await identity.SignInAsync(email, password, context.RequestAborted);
        if (answer.Session is { } session)
        {
            SessionCookie.Write(context, session.Token);
            return TypedResults.Ok(new StaffSession(session.Person.Me));
        }

        if (!answer.TooManyTries)
            return Problems.Of(StatusCodes.Status401Unauthorized, "wrong_credentials", "The address and the password do not match.");
        context.Response.Headers.RetryAfter = "60";
        return Problems.Of(StatusCodes.Status429TooManyRequests, "too_many_requests", "Too many tries for this address: wait a minute.");
    }

    private static Ok<StaffSession> Who(HttpContext context)
    {
        // The console asks when it loads: a good moment to prolong the cookie along with the session.
        if (SessionAuthentication.BearerOf(context.Request) is null && SessionCookie.Read(context.Request) is { } token)
            SessionCookie.Write(context, token);
        return TypedResults.Ok(new StaffSession(context.Features.GetRequiredFeature<SignedIn>().Me));
    }

    private static async Task<NoContent> SignOutAsync(SessionResolver sessions, HttpContext context)
    {
        if (SessionAuthentication.TokenOf(context.Request) is { } token)
            await sessions.EndAsync(token, context.RequestAborted);
        if (SessionAuthentication.BearerOf(context.Request) is null)
            SessionCookie.Delete(context);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Created<CustomerSession>, ProblemHttpResult>> StartCustomerAsync(
        NewCustomerSession wanted, IIdentity identity, HttpContext context)
    {
        if (wanted.Workspace is not { Length: > 0 and <= 40 } workspace)
            return Problems.Of(StatusCodes.Status400BadRequest, "bad_request", "workspace: 1 to 40 characters.");
        var locale = wanted.Locale == "en" ? "en" : "ja";
        return await identity.StartCustomerAsync(workspace, locale, context.RequestAborted) is { } session
            ? TypedResults.Created("/api/session", new CustomerSession(session.Token, session.ExpiresAt, session.Person.Me))
            : Problems.Of(StatusCodes.Status404NotFound, "unknown_workspace", "There is no such workspace.");
    }

    private static Ok<HubTicket> Ticket(GatewayTokens tokens, HttpContext context)
    {
        var ticket = tokens.HubTicket(context.Features.GetRequiredFeature<SignedIn>());
        return TypedResults.Ok(new HubTicket(ticket.Token, ticket.ExpiresAt));
    }
}
