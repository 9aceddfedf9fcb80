namespace Meet.Media.Rooms;

/// <summary>
/// When to ask a source for a keyframe: at most every 500 ms whoever asks, again until it comes, but not while the source sends
/// nothing at all (docs/media/keyframes.md). Times in milliseconds.
/// </summary>
internal sealed class KeyframeRequests
{
    public const long Interval = 500;

    private bool _wanted;
    private bool _heardSince = true;
    private long _askedAt = -Interval;

    /// <summary>Somebody needs a keyframe.</summary>
    public void Want()
    {
        // A new wish is worth a request even to a source that was silent at the last one.
        _heardSince |= !_wanted;
        _wanted = true;
    }

    /// <summary>The source sent a packet.</summary>
    public void Heard(bool isKeyframe)
    {
        _heardSince = true;
        _wanted &= !isKeyframe;
    }

    /// <summary>True if a request is to be sent now.</summary>
    public bool Take(long now)
    {
        if (!_wanted || !_heardSince || now - _askedAt < Interval)
            return false;
        _askedAt = now;
        _heardSince = false;
        return true;
    }
}
