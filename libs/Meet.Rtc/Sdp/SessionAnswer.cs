using Meet.Rtc.Dtls;
using Meet.Rtc.Ice;

namespace Meet.Rtc.Sdp;

/// <summary>What an ICE-lite, DTLS-passive node answers: one transport for all sections of the bundle.</summary>
public sealed record SessionAnswer
{
    /// <summary>The o-line's session id: the same for all answers of one session.</summary>
    public required ulong SessionId { get; init; }

    /// <summary>The o-line's version: one more for each answer.</summary>
    public required int Version { get; init; }

    public required IceCredentials Credentials { get; init; }

    public required DtlsFingerprint Fingerprint { get; init; }

    /// <summary>Where this node listens, the preferred one first; at least one, and the first one UDP.</summary>
    public required IReadOnlyList<IceCandidate> Candidates { get; init; }

    /// <summary>One for each section of the offer, in its order; null rejects the section.</summary>
    public required IReadOnlyList<AnsweredSection?> Sections { get; init; }
}

/// <summary>An accepted section.</summary>
/// <param name="Direction">Seen from this node.</param>
/// <param name="Codecs">Of the offer, in the order of preference, with what this node supports of their feedback and parameters.</param>
/// <param name="Extensions">Of the offer, those that this node supports.</param>
/// <param name="Track">What this node sends; null where it sends nothing.</param>
public sealed record AnsweredSection(
    SdpDirection Direction,
    IReadOnlyList<SdpCodec> Codecs,
    IReadOnlyList<SdpExtension> Extensions,
    SentTrack? Track)
{
    /// <summary>The rids of the offer that this node takes, in the offer's order; empty: one layer, or none.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];

    /// <summary>Only where the offer allows it: header extensions may come in either form (RFC 8285 section 6).</summary>
    public bool AllowsMixedExtensions { get; init; }
}

/// <param name="Ssrc">Of the stream that this section will carry, whoever is heard or seen in it.</param>
/// <param name="Cname">One for all sections: they share a clock (RFC 7022).</param>
/// <param name="StreamId">Of the MediaStream that the browser will report; streams of one id are played in sync.</param>
/// <param name="TrackId">Of the track.</param>
/// <param name="RtxSsrc">Of its retransmissions (RFC 4588); null without.</param>
public sealed record SentTrack(uint Ssrc, string Cname, string StreamId, string TrackId, uint? RtxSsrc = null);
