using Meet.Rtc.Rtp;
using Meet.Rtc.Sdp;

namespace Meet.Media.Negotiation;

/// <summary>
/// What this node speaks. One codec for each kind keeps every track playable for everybody: Opus and VP8 are the two that all
/// browsers must have (RFC 7874, RFC 7742).
/// </summary>
internal static class MediaPolicy
{
    public const string AudioLevelUri = AudioLevel.Uri;
    public const string MidUri = RtpStreamId.MidUri;
    public const string RidUri = RtpStreamId.RidUri;
    public const string RepairedRidUri = RtpStreamId.RepairedRidUri;
    public const string TransportCcUri = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

    // In-band FEC hides single losses; DTX sends almost nothing in silence, which is most of a Meet with many microphones.
    private const string OpusParameters = "minptime=10;useinbandfec=1;usedtx=1";

    /// <summary>What participants send to us.</summary>
    public static CodecChoice Sent(MediaKind kind) => kind == MediaKind.Audio ? SentAudio : SentVideo;

    /// <summary>What we send to participants. Their transport-wide feedback tells how much they can receive.</summary>
    public static CodecChoice Received(MediaKind kind) => kind == MediaKind.Audio ? ReceivedAudio : ReceivedVideo;

    private static readonly CodecChoice SentAudio =
        new("opus", 48000, OpusParameters, ["transport-cc"], [MidUri, AudioLevelUri, TransportCcUri]);

    private static readonly CodecChoice SentVideo =
        new("VP8", 90000, "", ["transport-cc", "ccm fir", "nack", "nack pli"], [MidUri, RidUri, RepairedRidUri, TransportCcUri]);

    private static readonly CodecChoice ReceivedAudio = new("opus", 48000, OpusParameters, ["transport-cc"], [MidUri, AudioLevelUri, TransportCcUri]);

    private static readonly CodecChoice ReceivedVideo = new("VP8", 90000, "", ["transport-cc", "ccm fir", "nack", "nack pli"], [MidUri, TransportCcUri]);
}
