namespace Meet.Media.Layers;

/// <summary>
/// Whether a publisher is asked to hold one layer back, since nobody watches it: after it was in vain for some seconds, and no longer from
/// the moment it is wanted. A layer that does not arrive anyway is left alone. Pure; times in milliseconds.
/// </summary>
internal sealed class LayerHold
{
    /// <summary>In vain for so long: screens change, and each change costs a message and a keyframe.</summary>
    public const long Patience = 5000;

    /// <summary>What was held back arrives within this time once it is wanted, or its publisher cannot send it now.</summary>
    public const long Start = 3000;

    /// <summary>Whoever watches says so every 200 ms.</summary>
    private const long Fresh = 500;

    private long _inVainSince = long.MaxValue;

    public bool IsHeld { get; private set; }

    /// <summary>When somebody last watched it.</summary>
    public long WantedAt { get; private set; } = long.MinValue / 2;

    /// <summary>When it was last let go.</summary>
    public long ReleasedAt { get; private set; } = long.MinValue / 2;

    /// <summary>Somebody watches this layer, or would.</summary>
    public void Want(long now) => WantedAt = now;

    /// <summary>Another worker has decided.</summary>
    public void Tell(bool isHeld, long releasedAt) => (IsHeld, ReleasedAt) = (isHeld, releasedAt);

    /// <summary>True for a layer that is silent because it was held back: it comes when it is wanted.</summary>
    public bool MayCome(long now) => IsHeld || now - ReleasedAt < Start;

    /// <param name="isHeard">The layer arrives.</param>
    /// <returns>True if <see cref="IsHeld"/> has changed.</returns>
    public bool Decide(long now, bool isHeard)
    {
        var isWanted = now - WantedAt < Fresh;
        if (IsHeld ? !isWanted : isWanted || !isHeard || _inVainSince > now)
        {
            _inVainSince = now;
            return false;
        }

        if (!IsHeld && now - _inVainSince < Patience)
            return false;
        IsHeld = !IsHeld;
        (_inVainSince, ReleasedAt) = (now, IsHeld ? ReleasedAt : now);
        return true;
    }
}
