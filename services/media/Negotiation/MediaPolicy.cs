using Meet.Media.Codecs;
using Meet.Rtc.Rtp;
using Meet.Rtc.Sdp;

namespace Meet.Media.Negotiation;

/// <summary>What a node speaks: Opus, and the video codecs that its configuration allows, the preferred one first.</summary>
/// <param name="video">As configured.</param>
/// <param name="red">Whether voices may carry redundancy (docs/media/red.md).</param>
internal sealed class MediaPolicy(IReadOnlyList<MediaCodec> video, bool red = true)
{
    public const string AudioLevelUri = AudioLevel.Uri;
    public const string MidUri = RtpStreamId.MidUri;
    public const string RidUri = RtpStreamId.RidUri;
    public const string RepairedRidUri = RtpStreamId.RepairedRidUri;
    public const string TransportCcUri = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

    // In-band FEC hides single losses; DTX sends almost nothing in silence, which is most of a Meet with many microphones.
    private const string OpusParameters = "minptime=10;useinbandfec=1;usedtx=1";

    private static readonly string[] VideoFeedback = ["transport-cc", "ccm fir", "nack", "nack pli"];

    private static readonly CodecChoice Opus =
        new("opus", 48000, OpusParameters, ["transport-cc"], [MidUri, AudioLevelUri, TransportCcUri]);

    /// <summary>The codecs of a kind, the preferred one first.</summary>
    public IReadOnlyList<MediaCodec> Codecs(MediaKind kind) => kind == MediaKind.Audio ? [MediaCodec.Opus] : video;

    /// <summary>The format in which a browser sends or takes a codec's frames with copies of earlier ones; null where there is to be none.</summary>
    public SdpCodec? Red(OfferedSection section, MediaCodec codec, SdpCodec plain) =>
        red && codec == MediaCodec.Opus ? CodecChoice.Red(section, plain) : null;

    /// <param name="isSent">By the participant; else by us. Their transport-wide feedback tells how much they can receive.</param>
    public static CodecChoice Choice(MediaCodec codec, bool isSent) => codec switch
    {
        MediaCodec.Opus => Opus,
        MediaCodec.Vp8 => Video("VP8", isSent),
        MediaCodec.H264 => Video("H264", isSent) with { Format = VideoFormats.H264 },
        MediaCodec.Vp9 => Video("VP9", isSent) with { Format = VideoFormats.Vp9 },
        _ => Video("AV1", isSent, DependencyDescriptor.Uri) with { Format = VideoFormats.Av1 },
    };

    private static CodecChoice Video(string name, bool isSent, params ReadOnlySpan<string> more) => new(
        name, 90000, "", VideoFeedback, isSent ? [MidUri, RidUri, RepairedRidUri, TransportCcUri, .. more] : [MidUri, TransportCcUri, .. more]);
}
