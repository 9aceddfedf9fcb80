namespace Meet.Rtc.Congestion;

/// <summary>
/// Nothing is heard although packets are sent: after 3 s, and each second from then on, a fifth less (the idea of RFC 8083 section
/// 4.1; libwebrtc's feedback timeout had the same factor). Times in microseconds.
/// </summary>
internal sealed class FeedbackTimeout
{
    public const double Factor = 0.8;

    private const long FirstMicroseconds = 3_000_000;
    private const long NextMicroseconds = 1_000_000;

    /// <summary>Browsers report every 50 to 250 ms; after so long no probe is begun.</summary>
    private const long SilenceMicroseconds = 500_000;

    /// <summary>The first packet sent after the last feedback; <see cref="long.MinValue"/> for none.</summary>
    private long _unansweredSince = long.MinValue;
    private long _dueAt = long.MaxValue;

    public bool HasSent { get; private set; }

    public void OnSent(long now)
    {
        HasSent = true;
        if (_unansweredSince != long.MinValue)
            return;
        (_unansweredSince, _dueAt) = (now, now + FirstMicroseconds);
    }

    public void OnFeedback() => (_unansweredSince, _dueAt) = (long.MinValue, long.MaxValue);

    public bool IsSilent(long now) => _unansweredSince != long.MinValue && now - _unansweredSince > SilenceMicroseconds;

    /// <summary>True once for each step down.</summary>
    public bool IsDue(long now)
    {
        if (now < _dueAt)
            return false;
        _dueAt = now + NextMicroseconds;
        return true;
    }
}
