namespace Meet.Rtc.Rtp;

/// <summary>PictureID and TL0PICIDX of one outgoing VP8 stream, continuous over a change of source (RFC 7741 section 4.2).</summary>
public struct Vp8Continuity
{
    private PictureCounters _counters;

    public void LeaveSource() => _counters.LeaveSource();

    /// <summary>Rewrites the counters in <paramref name="payload"/>, a copy of what <paramref name="descriptor"/> was parsed from.</summary>
    public void Rewrite(Span<byte> payload, in Vp8Descriptor descriptor)
    {
        if (descriptor.PictureId < 0 && descriptor.Tl0PicIdx < 0)
            return;
        var (picture, tl0) = _counters.Map(descriptor.PictureId, descriptor.Tl0PicIdx);
        descriptor.Rewrite(payload, picture, tl0);
    }
}
