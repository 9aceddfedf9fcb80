namespace Meet.Media.Whip;

/// <summary>
/// What pages of other origins may do (RFC 9725 section 4.2): everything, since nothing but the bearer token opens anything, and
/// browsers send none of their own accord.
/// </summary>
internal static class WhipCors
{
    /// <summary>Puts the headers on any answer, also on failures, so that a page can tell why.</summary>
    public static void Allow(HttpResponse response)
    {
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.AccessControlExposeHeaders = "Location, ETag, Retry-After, WWW-Authenticate";
    }

    public static IResult EndpointOptions(HttpContext context)
    {
        Preflight(context.Response, "OPTIONS, POST");
        context.Response.Headers["Accept-Post"] = WhipRequests.Sdp;
        return TypedResults.Ok();
    }

    public static IResult SessionOptions(HttpContext context)
    {
        Preflight(context.Response, "DELETE, OPTIONS, PATCH");
        context.Response.Headers["Accept-Patch"] = IceFragment.ContentType;
        return TypedResults.Ok();
    }

    private static void Preflight(HttpResponse response, string methods)
    {
        Allow(response);
        response.Headers.Allow = methods;
        response.Headers.AccessControlAllowMethods = methods;
        response.Headers.AccessControlAllowHeaders = "Authorization, Content-Type, If-Match";
        response.Headers.AccessControlMaxAge = "3600";
    }
}
