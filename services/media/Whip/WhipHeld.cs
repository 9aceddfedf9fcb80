using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Media.Whip;

/// <summary>
/// What a node that stands alone holds, for whoever measures it from outside: only there, where this machine is let in without a token.
/// </summary>
/// <param name="PausesByMs">As of <see cref="CollectionPauses"/>.</param>
internal sealed record WhipHeld(Holdings Held, double ManagedKb, int Collections, long[] PausesByMs)
{
    public static void Map(IEndpointRouteBuilder paths, MediaNode node, MediaOptions options)
    {
        if (options is not { Standalone: true, Whip.LoopbackWithoutToken: true })
            return;
        CollectionPauses.Watch();
        paths.MapGet("/offer/held", (Delegate)((HttpContext context) => ReadAsync(context, node)));
    }

    private static async Task<Results<Ok<WhipHeld>, NotFound>> ReadAsync(HttpContext context, MediaNode node) => WhipRequests.IsLocal(context)
        ? TypedResults.Ok(new WhipHeld(
            await node.HoldingsAsync(), GC.GetTotalMemory(false) / 1e3, GC.CollectionCount(0), CollectionPauses.CountsByMs()))
        : TypedResults.NotFound();
}
