namespace Meet.Media.Layers;

/// <summary>
/// Shares a participant's bandwidth among the pictures they receive: everyone's smallest layer first, in the order of the lines, then one
/// step after the other in rounds, so that no picture is large while another is missing. Pure.
/// </summary>
internal static class LayerAllocation
{
    /// <summary>
    /// A step up must leave this much of itself free: the estimate swings by about a tenth, and a change costs a keyframe.
    /// </summary>
    private const int HeadroomPercent = 115;

    /// <param name="lines">The more important ones first; <see cref="LineDemand.Chosen"/> becomes the choice, -1 where nothing fits.</param>
    /// <param name="budget">Bits a second for all of them.</param>
    /// <returns>Bits a second that the next step up of any line would need in all; 0 if all have what they could use.</returns>
    public static long Allocate(Span<LineDemand> lines, long budget)
    {
        Span<int> chosen = stackalloc int[lines.Length];
        chosen.Fill(-1);
        var left = budget;
        var wish = long.MaxValue;
        for (var isMoving = true; isMoving;)
        {
            isMoving = false;
            for (var i = 0; i < lines.Length; i++)
                isMoving |= Step(lines[i], ref chosen[i], budget, ref left, ref wish);
        }

        for (var i = 0; i < lines.Length; i++)
            lines[i].Chosen = chosen[i];
        return wish == long.MaxValue ? 0 : wish;
    }

    /// <summary>True if there was a next larger layer, and it fits. Layers are few, so this ends.</summary>
    private static bool Step(in LineDemand line, ref int chosen, long budget, ref long left, ref long wish)
    {
        var next = line.Next(chosen);
        if (next < 0)
            return false;
        var cost = line.Rates[next] - (chosen < 0 ? 0 : line.Rates[chosen]);
        if ((next > line.Chosen ? WithHeadroom(cost) : cost) > left)
        {
            wish = Math.Min(wish, budget - left + WithHeadroom(cost));
            return false;
        }

        left -= cost;
        chosen = next;
        return true;
    }

    private static long WithHeadroom(long cost) => cost * HeadroomPercent / 100;
}
