namespace Meet.Media.Whip;

/// <summary>
/// The paths of WHIP and WHEP, and the same by query for tools that know one address only (docs/media/whip-whep.md). While it is
/// off there is nothing here: 404.
/// </summary>
internal static class WhipApi
{
    public static void MapWhip(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<MediaOptions>();
        if (!options.Whip.Enabled)
            return;
        var node = app.Services.GetRequiredService<MediaNode>();
        var api = new WhipHandlers(node, new WhipAccess(options.Whip));
        var paths = app.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        MapUse(paths, "/whip", WhipUse.Publish, api);
        MapUse(paths, "/whep", WhipUse.Play, api);

        paths.MapPost("/offer/publish", (HttpContext context, string? room) => api.OpenAsync(context, room ?? "", WhipUse.Publish, null));
        paths.MapPost("/offer/subscribe", (HttpContext context, string? room, string? pub) => api.OpenAsync(context, room ?? "", WhipUse.Play, pub));
        paths.MapPost("/offer/close", (HttpContext context, string? room) => api.CloseRoomAsync(context, room ?? ""));
        WhipHeld.Map(paths, node, options);
    }

    private static void MapUse(RouteGroupBuilder paths, string prefix, WhipUse use, WhipHandlers api)
    {
        var endpoint = prefix + "/{room}";
        var session = endpoint + "/{session}";
        paths.MapPost(endpoint, (HttpContext context, string room, string? publishers) => api.OpenAsync(context, room, use, publishers));
        paths.MapMethods(endpoint, [HttpMethods.Options], WhipCors.EndpointOptions);
        paths.MapPatch(session, (HttpContext context, string room, string session) => api.PatchAsync(context, room, session, use));
        paths.MapDelete(session, (HttpContext context, string room, string session) => api.DeleteAsync(context, room, session, use));
        paths.MapMethods(session, [HttpMethods.Options], WhipCors.SessionOptions);
    }
}
