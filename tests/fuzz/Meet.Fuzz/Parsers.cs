using Meet.Fuzz.Targets;
using Meet.Rtc.Srtp;

namespace Meet.Fuzz;

/// <param name="Name">As on the command line.</param>
/// <param name="Cost">It gets one in so many of the inputs asked for, so that the dear ones end in the same time.</param>
/// <param name="Create">Makes it with its state.</param>
internal sealed record FuzzParser(string Name, int Cost, Func<IFuzzTarget> Create);

/// <summary>Every parser of Meet.Rtc and of the media service that the network feeds, and whole sessions. Add yours here.</summary>
internal static class Parsers
{
    public static IReadOnlyList<FuzzParser> All { get; } =
    [
        new("srtp-gcm", 1, () => new SrtpTarget(SrtpProfile.AeadAes128Gcm)),
        new("srtp-cm", 1, () => new SrtpTarget(SrtpProfile.Aes128CmHmacSha1Tag80)),
        new("srtcp-gcm", 1, () => new SrtcpTarget(SrtpProfile.AeadAes128Gcm)),
        new("srtcp-cm", 1, () => new SrtcpTarget(SrtpProfile.Aes128CmHmacSha1Tag80)),
        new("srtp-sender", 1, () => new SrtpSenderTarget()),
        new("fingerprint", 1, FingerprintTarget.Create),
        new("dtls-records", 1, DtlsRecordsTarget.Create),
        new("dtls-established", 4, () => new EstablishedDtlsTarget()),
        new("stun", 1, StunTarget.Create),
        new("stream-frames", 1, () => new StreamFramesTarget()),
        new("rtp", 1, RtpTarget.Create),
        new("rtcp", 1, RtcpTarget.Create),
        new("red", 1, RedTarget.Create),
        new("stream-id", 1, StreamIdTarget.Create),
        new("vp8", 1, Vp8Target.Create),
        new("vp9", 1, Vp9Target.Create),
        new("h264", 1, H264Target.Create),
        new("dependency-descriptor", 1, () => new DependencyDescriptorTarget()),
        new("congestion", 10, () => new CongestionTarget()),
        new("ice-fragment", 10, IceFragmentTarget.Create),
        new("whip-headers", 10, WhipHeadersTarget.Create),
        new("views", 10, ViewsTarget.Create),
        new("sdp", 20, SdpTarget.Create),
        new("plan", 50, PlanTarget.Create),
        new("session-vp8", 50, () => new SessionTarget("VP8")),
        new("session-h264", 50, () => new SessionTarget("H264")),
        new("session-vp9", 50, () => new SessionTarget("VP9")),
        new("session-av1", 50, () => new SessionTarget("AV1")),
        new("session-rtcp", 50, () => new SessionRtcpTarget()),
        new("dtls-handshake", 100, () => new HandshakingDtlsTarget()),
    ];
}
