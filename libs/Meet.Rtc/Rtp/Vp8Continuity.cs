namespace Meet.Rtc.Rtp;

/// <summary>PictureID and TL0PICIDX of one outgoing VP8 stream, continuous over a change of source (RFC 7741 section 4.2).</summary>
public struct Vp8Continuity
{
    private int _pictureOffset;
    private int _tl0Offset;
    private int _newestPicture;
    private int _newestTl0;
    private bool _hasSource;
    private bool _hasSent;

    public void LeaveSource() => _hasSource = false;

    /// <summary>Rewrites the counters in <paramref name="payload"/>, a copy of what <paramref name="descriptor"/> was parsed from.</summary>
    public void Rewrite(Span<byte> payload, in Vp8Descriptor descriptor)
    {
        if (descriptor.PictureId < 0 && descriptor.Tl0PicIdx < 0)
            return;
        if (!_hasSource)
        {
            _pictureOffset = _hasSent ? descriptor.PictureId - (_newestPicture + 1) : 0;
            _tl0Offset = _hasSent ? descriptor.Tl0PicIdx - (_newestTl0 + 1) : 0;
            _hasSource = true;
        }

        var picture = (descriptor.PictureId - _pictureOffset) & 0x7FFF;
        var tl0 = (descriptor.Tl0PicIdx - _tl0Offset) & 0xFF;
        if (!_hasSent || (short)((picture - _newestPicture) << 1) > 0)
            _newestPicture = picture;
        if (!_hasSent || (sbyte)(tl0 - _newestTl0) > 0)
            _newestTl0 = tl0;
        _hasSent = true;
        descriptor.Rewrite(payload, picture, tl0);
    }
}
