using Meet.Contracts.Media.Rpc;
using Meet.Rtc.Dtls;
using Meet.Rtc.Sdp;

namespace Meet.Media.Negotiation;

internal enum MediaKind { Audio, Video }

/// <summary>What an offer asks of a session: everything the worker needs, and nothing of the text.</summary>
internal sealed record SessionPlan(
    SessionOffer Offer,
    string RemoteUfrag,
    IReadOnlyList<DtlsFingerprint> Fingerprints,
    IReadOnlyList<PlannedLine?> Lines);

/// <summary>One accepted m-line; null in the plan where it is rejected.</summary>
internal abstract record PlannedLine(string Mid, MediaKind Kind, SdpCodec Codec, IReadOnlyList<SdpExtension> Extensions)
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
}

/// <summary>The participant sends a track.</summary>
/// <param name="Rtx">The format of retransmissions and of probes for bandwidth; null where none was offered.</param>
/// <param name="Ssrc">As announced; null where the offer names none.</param>
/// <param name="RtxSsrc">Likewise, of the retransmissions.</param>
/// <param name="Rids">The layers of simulcast, from the smallest to the largest; empty: one layer.</param>
internal sealed record PlannedPublication(
    string Mid,
    MediaKind Kind,
    SdpCodec Codec,
    IReadOnlyList<SdpExtension> Extensions,
    Source Source,
    SdpCodec? Rtx,
    uint? Ssrc,
    uint? RtxSsrc,
    IReadOnlyList<string> Rids)
    : PlannedLine(Mid, Kind, Codec, Extensions);

/// <summary>The participant receives whichever track this node puts there.</summary>
internal sealed record PlannedSubscription(
    string Mid, MediaKind Kind, SdpCodec Codec, IReadOnlyList<SdpExtension> Extensions, SdpCodec? Rtx)
    : PlannedLine(Mid, Kind, Codec, Extensions);

/// <summary>Kept in the session, carries nothing now.</summary>
internal sealed record PlannedIdle(string Mid, MediaKind Kind, SdpCodec Codec, IReadOnlyList<SdpExtension> Extensions)
    : PlannedLine(Mid, Kind, Codec, Extensions);
