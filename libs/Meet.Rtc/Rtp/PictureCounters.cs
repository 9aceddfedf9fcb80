namespace Meet.Rtc.Rtp;

/// <summary>
/// The picture number (7 or 15 bits) and TL0PICIDX (8 bits) of one outgoing stream: offsets that are chosen when a source starts, so that
/// its first picture follows the last one sent. Numbers within a source keep their distances: references are made of them.
/// </summary>
internal struct PictureCounters
{
    private int _pictureOffset;
    private int _tl0Offset;
    private int _newestPicture;
    private int _newestTl0;
    private bool _hasSource;
    private bool _hasSent;

    public void LeaveSource() => _hasSource = false;

    /// <param name="picture">The source's; -1 where it gives none.</param>
    /// <param name="tl0">Likewise.</param>
    public (int Picture, int Tl0) Map(int picture, int tl0)
    {
        if (!_hasSource)
        {
            _pictureOffset = _hasSent ? picture - (_newestPicture + 1) : 0;
            _tl0Offset = _hasSent ? tl0 - (_newestTl0 + 1) : 0;
            _hasSource = true;
        }

        var outPicture = (picture - _pictureOffset) & 0x7FFF;
        var outTl0 = (tl0 - _tl0Offset) & 0xFF;
        if (!_hasSent || (short)((outPicture - _newestPicture) << 1) > 0)
            _newestPicture = outPicture;
        if (!_hasSent || (sbyte)(outTl0 - _newestTl0) > 0)
            _newestTl0 = outTl0;
        _hasSent = true;
        return (outPicture, outTl0);
    }
}
