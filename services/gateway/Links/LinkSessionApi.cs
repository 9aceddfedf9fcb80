using Meet.Gateway.Sessions;
using Meet.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Gateway.Links;

/// <param name="Token">What stood behind the # of the link.</param>
internal sealed record LinkToOpen(string? Token);

/// <param name="MeetId">The Meet that the link was sent for.</param>
/// <param name="ChatId">The one chat that the session may see.</param>
internal sealed record LinkSession(string Token, DateTimeOffset ExpiresAt, Me Me, Guid MeetId, Guid ChatId);

internal sealed record MeetToHandOver(Guid MeetId);

/// <summary>Customers who come by a link (docs/api.md, Links and notifications).</summary>
internal static class LinkSessionApi
{
    private const int LongestToken = 256;

    public static void MapLinkSessions(this IEndpointRouteBuilder app)
    {
        var links = app.MapGroup("/api/link-session").WithTags("Links");
        links.MapPost("", OpenAsync).AllowAnonymous();
        links.MapPost("/handover", HandOverAsync).RequireAuthorization();
    }

    private static async Task<Results<Created<LinkSession>, ProblemHttpResult>> OpenAsync(
        LinkToOpen wanted, ILinks links, IIdentity identity, HttpContext context)
    {
        if (wanted.Token is not { Length: > 0 and <= LongestToken } token
            || await links.OpenAsync(token, context.RequestAborted) is not { } link
            || await identity.StartLinkAsync(link.TenantId, link.CustomerId, link.ChatId, context.RequestAborted) is not { } session)
        {
            return Problems.Of(StatusCodes.Status404NotFound, "link_not_valid", "The link opens nothing, or nothing any more.");
        }

        return TypedResults.Created(
            "/api/session", new LinkSession(session.Token, session.ExpiresAt, session.Person.Me, link.MeetId, link.ChatId));
    }

    private static async Task<Results<Created<Handover>, ProblemHttpResult>> HandOverAsync(
        MeetToHandOver wanted, ILinks links, HttpContext context)
    {
        var person = context.Features.GetRequiredFeature<SignedIn>();
        if (person.Kind != "customer")
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden", "Only customers go on in another browser by a link.");
        return await links.HandOverAsync(person.TenantId, person.PersonId, person.ChatId, wanted.MeetId, context.RequestAborted) is { } handover
            ? TypedResults.Created((string?)null, handover)
            : Problems.Of(StatusCodes.Status404NotFound, "not_found", "There is no such Meet for you.");
    }
}
