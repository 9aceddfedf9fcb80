using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Media.Whip;

/// <summary>
/// What a node that stands alone holds, for whoever measures it from outside: only there, where this machine is let in without a token.
/// </summary>
internal sealed record WhipHeld(Holdings Held, double ManagedKb, int Collections, double PausedMs)
{
    public static void Map(IEndpointRouteBuilder paths, MediaNode node, MediaOptions options)
    {
        if (options is { Standalone: true, Whip.LoopbackWithoutToken: true })
            paths.MapGet("/offer/held", (Delegate)((HttpContext context) => ReadAsync(context, node)));
    }

    private static async Task<Results<Ok<WhipHeld>, NotFound>> ReadAsync(HttpContext context, MediaNode node) => WhipRequests.IsLocal(context)
        ? TypedResults.Ok(new WhipHeld(
            await node.HoldingsAsync(), GC.GetTotalMemory(false) / 1e3, GC.CollectionCount(0), GC.GetTotalPauseDuration().TotalMilliseconds))
        : TypedResults.NotFound();
}
