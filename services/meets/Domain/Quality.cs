using Meet.Contracts.Meets;

namespace Meet.Meets.Domain;

/// <summary>Sums up how several media sessions of one person went: each counts for as long as it was measured.</summary>
internal static class Quality
{
    public static QualityView Add(QualityView? before, QualityView more)
    {
        if (before is null || before.Seconds + more.Seconds <= 0)
        {
            return more;
        }

        var share = more.Seconds / (before.Seconds + more.Seconds);
        return new QualityView(
            (int)Math.Round(Mean(before.Score, more.Score, share)),
            Mean(before.LossPercent, more.LossPercent, share),
            Mean(before.JitterMs, more.JitterMs, share),
            Mean(before.RoundTripMs, more.RoundTripMs, share),
            before.Seconds + more.Seconds);
    }

    private static double Mean(double before, double more, double share) => before + ((more - before) * share);
}
