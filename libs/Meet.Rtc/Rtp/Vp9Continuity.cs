namespace Meet.Rtc.Rtp;

/// <summary>
/// Picture ID and TL0PICIDX of one outgoing VP9 stream, continuous over a change of source (RFC 9628 section 4.2). Layers that are left
/// out leave their gaps: P_DIFF and the group of pictures count in the sender's numbers.
/// </summary>
public struct Vp9Continuity
{
    private PictureCounters _counters;

    public void LeaveSource() => _counters.LeaveSource();

    /// <summary>Rewrites the counters in <paramref name="payload"/>, a copy of what <paramref name="descriptor"/> was parsed from.</summary>
    public void Rewrite(Span<byte> payload, in Vp9Descriptor descriptor)
    {
        if (descriptor.PictureId < 0 && descriptor.Tl0PicIdx < 0)
            return;
        var (picture, tl0) = _counters.Map(descriptor.PictureId, descriptor.Tl0PicIdx);
        descriptor.Rewrite(payload, picture, tl0);
    }
}
