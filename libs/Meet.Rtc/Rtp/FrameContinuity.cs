namespace Meet.Rtc.Rtp;

/// <summary>
/// The frame numbers (16 bits) of the dependency descriptors of one outgoing stream: an offset that is chosen when a source starts, so that its first frame
/// follows the newest one sent. Receivers drop a structure whose frame is older than that of the last one. References are told as
/// distances, which stay. A mutable struct for embedding.
/// </summary>
public struct FrameContinuity
{
    private ushort _offset;
    private ushort _newest;
    private bool _hasSource;
    private bool _hasSent;

    /// <summary>The next frame belongs to another source.</summary>
    public void LeaveSource() => _hasSource = false;

    /// <summary>The number that a frame of the source goes out with; frames that are left out leave their gaps.</summary>
    public ushort Map(ushort number)
    {
        if (!_hasSource)
            _offset = _hasSent ? (ushort)(_newest + 1 - number) : (ushort)0;
        var mapped = (ushort)(number + _offset);
        if (!_hasSent || (short)(mapped - _newest) > 0)
            _newest = mapped;
        _hasSource = _hasSent = true;
        return mapped;
    }
}
