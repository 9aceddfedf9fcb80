namespace Meet.Media.Rooms;

/// <summary>
/// How many packets of one peer are looked at: so many a second, and half a second's at once. It begins full. A mutable struct for embedding; times in
/// milliseconds of any monotonic clock.
/// </summary>
internal struct PacketBudget
{
    private const int Thousand = 1000;

    // Thousandths of packets, so that a millisecond's part is a whole number.
    private long _spent;
    private long _at;

    /// <summary>False: this one is too many.</summary>
    /// <param name="perSecond">1 or more.</param>
    public bool Take(long now, int perSecond)
    {
        _spent = Math.Max(0, _spent - ((now - _at) * perSecond));
        _at = now;
        if (_spent + Thousand > perSecond * (long)Thousand / 2)
            return false;
        _spent += Thousand;
        return true;
    }
}
