using Meet.Contracts.Media.Rpc;
using Meet.Media.Codecs;
using Meet.Rtc.Dtls;
using Meet.Rtc.Rtp;
using Meet.Rtc.Sdp;

namespace Meet.Media.Negotiation;

internal enum MediaKind { Audio, Video }

/// <summary>What an offer asks of a session: everything the worker needs, and nothing of the text.</summary>
internal sealed record SessionPlan(
    SessionOffer Offer,
    string RemoteUfrag,
    IReadOnlyList<DtlsFingerprint> Fingerprints,
    IReadOnlyList<PlannedLine?> Lines)
{
    /// <summary>True where a line to receive this kind was offered and could not be accepted: the browser has no codec that is spoken here.</summary>
    public bool Refuses(MediaKind kind)
    {
        var offered = kind == MediaKind.Audio ? SdpKind.Audio : SdpKind.Video;
        return Offer.Sections.Where((section, i) =>
            Lines[i] is null && section.Kind == offered && section.Direction == SdpDirection.RecvOnly && !section.IsOff).Any();
    }
}

/// <summary>A codec under the payload types of one participant's line.</summary>
/// <param name="Sdp">As it is answered.</param>
/// <param name="Rtx">The format of retransmissions and of probes for bandwidth; null where none was offered.</param>
/// <param name="Red">The format of the codec's frames with redundancy; null where none was offered or none is wanted.</param>
internal sealed record PlannedFormat(MediaCodec Codec, SdpCodec Sdp, SdpCodec? Rtx, SdpCodec? Red = null);

/// <summary>One accepted m-line; null in the plan where it is rejected.</summary>
/// <param name="Formats">At least one, the preferred one first.</param>
internal abstract record PlannedLine(string Mid, MediaKind Kind, IReadOnlyList<PlannedFormat> Formats, IReadOnlyList<SdpExtension> Extensions)
{
    /// <summary>The id under which an extension was offered, 0 if it was not.</summary>
    protected int IdOf(string uri)
    {
        foreach (var extension in Extensions)
        {
            if (extension.Uri == uri)
                return extension.Id;
        }

        return 0;
    }

    public int MidId => IdOf(MediaPolicy.MidUri);

    public int AudioLevelId => IdOf(MediaPolicy.AudioLevelUri);

    public int RidId => IdOf(MediaPolicy.RidUri);

    public int RepairedRidId => IdOf(MediaPolicy.RepairedRidUri);

    public int TransportCcId => IdOf(MediaPolicy.TransportCcUri);

    /// <summary>Of the dependency descriptor; only where its long values may be sent.</summary>
    public int DescriptorId => IdOf(DependencyDescriptor.Uri);
}

/// <summary>The participant sends a track.</summary>
/// <param name="Ssrc">As announced; null where the offer names none.</param>
/// <param name="RtxSsrc">Likewise, of the retransmissions.</param>
/// <param name="Rids">The layers of simulcast, from the smallest to the largest; empty: one layer.</param>
internal sealed record PlannedPublication(
    string Mid,
    MediaKind Kind,
    PlannedFormat Format,
    IReadOnlyList<SdpExtension> Extensions,
    Source Source,
    uint? Ssrc,
    uint? RtxSsrc,
    IReadOnlyList<string> Rids)
    : PlannedLine(Mid, Kind, [Format], Extensions);

/// <summary>The participant receives whichever track this node puts there, in whichever of these formats that is sent.</summary>
internal sealed record PlannedSubscription(
    string Mid, MediaKind Kind, IReadOnlyList<PlannedFormat> Formats, IReadOnlyList<SdpExtension> Extensions)
    : PlannedLine(Mid, Kind, Formats, Extensions)
{
    /// <summary>Null where the browser has not offered that codec.</summary>
    public PlannedFormat? FormatOf(MediaCodec codec)
    {
        // By index: an enumerator of the interface would be allocated for every voice that gets a line.
        for (var i = 0; i < Formats.Count; i++)
        {
            if (Formats[i].Codec == codec)
                return Formats[i];
        }

        return null;
    }
}

/// <summary>Kept in the session, carries nothing now.</summary>
internal sealed record PlannedIdle(string Mid, MediaKind Kind, IReadOnlyList<PlannedFormat> Formats, IReadOnlyList<SdpExtension> Extensions)
    : PlannedLine(Mid, Kind, Formats, Extensions);
