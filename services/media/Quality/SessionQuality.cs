using Meet.Contracts.Meets;

namespace Meet.Media.Quality;

/// <summary>
/// One session's quality: the level that others are shown, and the means over its time. A sample speaks for the time since the one
/// before it. No packet comes by here.
/// </summary>
internal sealed class SessionQuality
{
    /// <summary>Three times the pages' interval: a page that slept does not know how it was meanwhile.</summary>
    public const long LongestMilliseconds = 15_000;

    /// <summary>Others are told at most this often.</summary>
    public const long TellMilliseconds = 2000;

    private long? _since;
    private long? _toldAt;
    private int _level;
    private double _weight;
    private double _loss;
    private double _jitter;
    private double _roundTrip;

    /// <summary>0 until the first sample, then 1 (bad) to 4 (good): what others were told last.</summary>
    public int Told { get; private set; }

    /// <summary>Media flows from now on.</summary>
    /// <param name="now">Monotonic, in milliseconds, here and below.</param>
    public void Start(long now) => _since = now;

    /// <summary>Before the start there is nothing to measure: such a sample is dropped.</summary>
    public void Add(in QualitySample sample, long now)
    {
        if (_since is not { } since)
            return;
        double weight = Math.Clamp(now - since, 0, LongestMilliseconds);
        _since = now;
        _level = QualityScore.LevelOf(QualityScore.Of(sample.LossPercent, sample.JitterMs, sample.RoundTripMs));
        _weight += weight;
        _loss += weight * sample.LossPercent;
        _jitter += weight * sample.JitterMs;
        _roundTrip += weight * sample.RoundTripMs;
    }

    /// <summary>True when others are to be told of another level, which is then <see cref="Told"/>.</summary>
    public bool TakeNews(long now)
    {
        if (_level == Told || now - _toldAt < TellMilliseconds)
            return false;
        (Told, _toldAt) = (_level, now);
        return true;
    }

    /// <summary>The means over the time that samples spoke for; null if none did.</summary>
    public QualityView? Sum()
    {
        if (_weight <= 0)
            return null;
        var (loss, jitter, roundTrip) = (_loss / _weight, _jitter / _weight, _roundTrip / _weight);
        return new QualityView(
            QualityScore.Of(loss, jitter, roundTrip), Math.Round(loss, 2), Math.Round(jitter, 2), Math.Round(roundTrip, 2), _weight / 1000);
    }
}
