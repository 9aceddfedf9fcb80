namespace Meet.Media.Quality;

/// <summary>What a page measured since it last told.</summary>
internal readonly record struct QualitySample(double LossPercent, double JitterMs, double RoundTripMs)
{
    private const double MaxMilliseconds = 10_000;

    /// <summary>Whether each number is within what media.proto allows; one that is no number is not.</summary>
    public bool IsValid =>
        LossPercent is >= 0 and <= 100 && JitterMs is >= 0 and <= MaxMilliseconds && RoundTripMs is >= 0 and <= MaxMilliseconds;
}
