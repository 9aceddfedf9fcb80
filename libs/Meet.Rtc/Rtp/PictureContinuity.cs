namespace Meet.Rtc.Rtp;

/// <summary>
/// PictureID (7 or 15 bits) and TL0PICIDX (8 bits) of one outgoing stream of VP8 or VP9: offsets that are chosen when a source starts, so that
/// its first picture follows the last one sent. Numbers within a source keep their distances, because references are told as distances;
/// layers that are left out leave their gaps. A mutable struct for embedding.
/// </summary>
public struct PictureContinuity
{
    private int _pictureOffset;
    private int _tl0Offset;
    private int _newestPicture;
    private int _newestTl0;
    private bool _hasSource;
    private bool _hasSent;

    /// <summary>The next packet belongs to another source.</summary>
    public void LeaveSource() => _hasSource = false;

    /// <summary>Rewrites the counters in <paramref name="payload"/>, a copy of what <paramref name="numbers"/> were read from.</summary>
    public void Rewrite(Span<byte> payload, in PictureNumbers numbers)
    {
        if (numbers.IsNone)
            return;
        var (picture, tl0) = Map(numbers.PictureId, numbers.IsLong, numbers.Tl0PicIdx);
        numbers.Rewrite(payload, picture, tl0);
    }

    private (int Picture, int Tl0) Map(int picture, bool isLong, int tl0)
    {
        if (!_hasSource)
        {
            _pictureOffset = _hasSent ? picture - (_newestPicture + 1) : 0;
            _tl0Offset = _hasSent ? tl0 - (_newestTl0 + 1) : 0;
            _hasSource = true;
        }

        var outPicture = (picture - _pictureOffset) & 0x7FFF;
        var outTl0 = (tl0 - _tl0Offset) & 0xFF;
        // Numbers of 7 bits begin anew after 127: only their distance counts.
        var ahead = isLong ? (short)((outPicture - _newestPicture) << 1) >> 1 : (sbyte)((outPicture - _newestPicture) << 1) >> 1;
        if (!_hasSent || ahead > 0)
            _newestPicture = outPicture;
        if (!_hasSent || (sbyte)(outTl0 - _newestTl0) > 0)
            _newestTl0 = outTl0;
        _hasSent = true;
        return (outPicture, outTl0);
    }
}
