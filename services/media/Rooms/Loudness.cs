using Meet.Rtc.Rtp;

namespace Meet.Media.Rooms;

/// <summary>
/// How loud somebody is, smoothed for people's eyes: rises at once, falls by about 20 dB in a second, and what lies under the
/// noise of a quiet room is silence (docs/media/speaking.md).
/// </summary>
internal sealed class Loudness
{
    /// <summary>-60 dBov.</summary>
    public const int Floor = 67;
    private const int FallPerTake = 4;

    private int _peak;
    private int _shown;
    private int _untold;

    /// <param name="level">RFC 6464's byte.</param>
    public void OnPacket(byte level) => OnPeak(AudioLevel.Loudness([level]));

    /// <param name="loudness">Of the loudest of some packets, 0 to 127.</param>
    public void OnPeak(int loudness)
    {
        _peak = Math.Max(_peak, loudness);
        _untold = Math.Max(_untold, loudness);
    }

    /// <summary>Of the loudest packet since the last time, for other workers.</summary>
    public int TakeUntold()
    {
        var peak = _untold;
        _untold = 0;
        return peak;
    }

    /// <summary>
    /// The level since the last take, 0 for silence. Call five times a second. True if it is heard, or has just fallen silent.
    /// </summary>
    public bool Take(bool muted, out int level)
    {
        var before = _shown;
        var now = muted || _peak < Floor ? 0 : _peak;
        _shown = Math.Max(now, muted ? 0 : _shown - FallPerTake);
        if (_shown < Floor)
            _shown = 0;
        _peak = 0;
        level = _shown;
        return _shown > 0 || before > 0;
    }
}
