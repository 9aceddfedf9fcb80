using Meet.Media.Grants;
using Meet.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Media.Whip;

/// <summary>
/// Requests in the order of their checks: room, token, content type, size, description, room on the node. Whatever fails is a
/// problem (docs/media/whip-whep.md) and has changed nothing.
/// </summary>
internal sealed class WhipHandlers(MediaNode node, WhipAccess access)
{
    /// <summary>Seconds after which it is worth trying again.</summary>
    private const string RetryAfter = "5";

    /// <summary>Opens a session (RFC 9725 section 4.2).</summary>
    /// <param name="publishers">Of a player: sessions of the room, separated by commas; null or empty for all that there are and will be.</param>
    public async Task<IResult> OpenAsync(HttpContext context, string room, WhipUse use, string? publishers)
    {
        if (Refuse(context, room, use) is { } refused)
            return refused;
        if (!WhipRequests.HasType(context.Request, WhipRequests.Sdp))
        {
            context.Response.Headers["Accept-Post"] = WhipRequests.Sdp;
            return Problems.Of(415, "unsupported_media_type", "The offer is application/sdp.");
        }

        if (!WhipRequests.Accepts(context.Request, WhipRequests.Sdp))
            return Problems.Of(406, "not_acceptable", "The answer is application/sdp.");
        if (await WhipRequests.ReadAsync(context.Request) is not { } sdp)
            return TooLarge();
        if (!WhipRequests.TryPublishers(publishers, out var wanted))
            return Problems.Of(400, "bad_request", "Too many publishers are named.");
        var (plan, error, isMalformed) = WhipPlanner.Plan(sdp, use, node.WhipPolicy);
        if (plan is null)
            return Problems.Of(isMalformed ? 400 : 422, isMalformed ? "malformed_description" : "unusable_description", error!.ToString());
        var grant = new JoinGrant(WhipRoom.Tenant, WhipRoom.IdOf(room), Guid.CreateVersion7());
        var outcome = await node.EnterAsync(grant, plan, WhipPlanner.SourcesOf(plan), new WhipSession(room, use, wanted));
        return outcome.Answer is { } answer ? Created(context, room, use, answer.SessionId, answer.Sdp, outcome.IceUfrag) : NotNow(context, outcome.Refusal);
    }

    /// <summary>Trickled candidates, which a lite agent needs none of, and ICE restarts (RFC 9725 section 4.3).</summary>
    public async Task<IResult> PatchAsync(HttpContext context, string room, string session, WhipUse use)
    {
        if (Refuse(context, room, use) is { } refused)
            return refused;
        if (!WhipRequests.HasType(context.Request, IceFragment.ContentType))
        {
            context.Response.Headers["Accept-Patch"] = IceFragment.ContentType;
            return Problems.Of(415, "unsupported_media_type", $"A change is {IceFragment.ContentType}.");
        }

        if (await WhipRequests.ReadAsync(context.Request) is not { } text)
            return TooLarge();
        if (IceFragment.Parse(text) is not { } fragment)
            return Problems.Of(400, "malformed_fragment", "The fragment has no ice-ufrag and ice-pwd, or is none.");
        var result = await node.PatchAsync(session, new WhipSession(room, use), context.Request.Headers.IfMatch, fragment);
        switch (result.Kind)
        {
            case IcePatchKind.NoPrecondition:
                return Problems.Of(428, "precondition_required", "If-Match names the ICE session, or is * for a restart.");
            case IcePatchKind.PreconditionFailed:
                return Problems.Of(412, "precondition_failed", "The ICE session is another by now.");
            case IcePatchKind.Trickle:
                return TypedResults.NoContent();
            case IcePatchKind.Restart:
                context.Response.Headers.ETag = IcePatch.TagOf(result.Credentials!.Ufrag);
                return TypedResults.Text(IceFragment.Write(result.Credentials, result.Candidates!, result.Carrier!), IceFragment.ContentType);
            default:
                return NoSession();
        }
    }

    public async Task<IResult> DeleteAsync(HttpContext context, string room, string session, WhipUse use)
    {
        if (Refuse(context, room, use) is { } refused)
            return refused;
        return await node.EndAsync(session, new WhipSession(room, use)) ? TypedResults.Ok() : NoSession();
    }

    /// <summary>Ends whatever goes on in a room: for who may do everything there.</summary>
    public async Task<IResult> CloseRoomAsync(HttpContext context, string room)
    {
        if (Refuse(context, room, WhipUse.Publish, WhipUse.Play) is { } refused)
            return refused;
        await node.EndWhipRoomAsync(WhipRoom.IdOf(room));
        return TypedResults.Ok();
    }

    private ProblemHttpResult? Refuse(HttpContext context, string room, params ReadOnlySpan<WhipUse> uses)
    {
        WhipCors.Allow(context.Response);
        if (!WhipRoom.IsName(room))
            return Problems.Of(404, "not_found", "A room's name has 1 to 64 letters, digits, - and _.");
        switch (access.Check(context.Request.Headers.Authorization, WhipRequests.IsLocal(context), room, uses))
        {
            case WhipVerdict.NoToken:
                context.Response.Headers.WWWAuthenticate = "Bearer realm=\"meet\"";
                return Problems.Of(401, "not_signed_in", "A bearer token is needed.");
            case WhipVerdict.WrongToken:
                context.Response.Headers.WWWAuthenticate = "Bearer realm=\"meet\", error=\"invalid_token\"";
                return Problems.Of(401, "not_signed_in", "The bearer token is not known.");
            case WhipVerdict.NotForThis:
                context.Response.Headers.WWWAuthenticate = "Bearer realm=\"meet\", error=\"insufficient_scope\"";
                return Problems.Of(403, "forbidden", "The bearer token is not for this room, or not for this direction.");
            default:
                return null;
        }
    }

    private static ContentHttpResult Created(HttpContext context, string room, WhipUse use, string session, string sdp, string ufrag)
    {
        var headers = context.Response.Headers;
        headers.Location = $"/{(use == WhipUse.Publish ? "whip" : "whep")}/{room}/{session}";
        headers.ETag = IcePatch.TagOf(ufrag);
        return TypedResults.Text(sdp, WhipRequests.Sdp, statusCode: StatusCodes.Status201Created);
    }

    private static ProblemHttpResult NotNow(HttpContext context, Refusal refusal)
    {
        context.Response.Headers.RetryAfter = RetryAfter;
        return refusal == Refusal.NoPublisher
            ? Problems.Of(409, "no_publisher", "A publisher that is named is not in the room.")
            : Problems.Of(503, "full", "The node has no room for another session.");
    }

    private static ProblemHttpResult TooLarge() => Problems.Of(413, "body_too_large", "The body is longer than 64 KiB.");

    private static ProblemHttpResult NoSession() => Problems.Of(404, "not_found", "There is no such session.");
}
