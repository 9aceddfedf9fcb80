namespace Meet.Media.Quality;

/// <summary>One number for how a call sounds and looks, from what a page measures (docs/media/quality.md).</summary>
internal static class QualityScore
{
    /// <param name="lossPercent">0 to 100.</param>
    /// <param name="jitterMs">0 or more.</param>
    /// <param name="roundTripMs">0 or more.</param>
    /// <returns>0 (unusable) to 100 (perfect).</returns>
    public static int Of(double lossPercent, double jitterMs, double roundTripMs)
    {
        var loss = Math.Min(60, 6 * lossPercent);
        var jitter = Math.Min(20, jitterMs / 5);
        var delay = Math.Min(20, Math.Max(0, roundTripMs - 100) / 15);
        return (int)Math.Round(Math.Max(0, 100 - loss - jitter - delay));
    }

    /// <summary>What people are shown: 1 (bad) to 4 (good).</summary>
    public static int LevelOf(int score) => score switch
    {
        >= 80 => 4,
        >= 60 => 3,
        >= 40 => 2,
        _ => 1,
    };
}
