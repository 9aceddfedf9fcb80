using Meet.Rtc.Dtls;

namespace Meet.Rtc.Sdp;

public enum SdpKind { Audio, Video, Application, Other }

/// <summary>Seen from who wrote the description.</summary>
public enum SdpDirection { SendRecv, SendOnly, RecvOnly, Inactive }

public enum SdpSetup { ActPass, Active, Passive }

/// <summary>What this product needs of an offer (RFC 8866, RFC 8829): one bundled transport and its media sections.</summary>
public sealed record SessionOffer
{
    public required IReadOnlyList<OfferedSection> Sections { get; init; }

    /// <summary>Mids of the bundle group, in order (RFC 9143).</summary>
    public required IReadOnlyList<string> Bundle { get; init; }

    /// <summary>Of the section that the bundle's transport is described in.</summary>
    public required OfferedTransport Transport { get; init; }
}

/// <summary>ICE and DTLS parameters (RFC 8839, RFC 8842).</summary>
/// <param name="IceUfrag">4 to 256 ICE characters.</param>
/// <param name="IcePassword">22 to 256 ICE characters.</param>
/// <param name="Fingerprints">Of which the peer's certificate must match one that we can compute.</param>
/// <param name="Setup">Which DTLS role the peer offers.</param>
public sealed record OfferedTransport(
    string IceUfrag,
    string IcePassword,
    IReadOnlyList<DtlsFingerprint> Fingerprints,
    SdpSetup Setup);

/// <summary>One m-line and what belongs to it.</summary>
public sealed record OfferedSection
{
    /// <summary>1-based line of the m-line, for errors.</summary>
    public required int Line { get; init; }

    public required SdpKind Kind { get; init; }

    /// <summary>The word after "m=", needed to answer kinds that are rejected.</summary>
    public required string KindText { get; init; }

    public required int Port { get; init; }

    public required string Protocol { get; init; }

    /// <summary>The formats as they stand in the m-line.</summary>
    public required string Formats { get; init; }

    public required string Mid { get; init; }

    public SdpDirection Direction { get; init; }

    public bool HasRtcpMux { get; init; }

    public bool IsBundleOnly { get; init; }

    public IReadOnlyList<SdpCodec> Codecs { get; init; } = [];

    public IReadOnlyList<SdpExtension> Extensions { get; init; } = [];

    /// <summary>Packets may carry their header extensions in the two-byte form, for values of more than 16 bytes (RFC 8285 section 4.1.2).</summary>
    public bool AllowsMixedExtensions { get; init; }

    /// <summary>SSRCs the peer names; simulcast offers name none (RFC 8853).</summary>
    public IReadOnlyList<uint> Sources { get; init; } = [];

    /// <summary>
    /// The rids of the layers that the peer would send at once, in the order of its a=simulcast (RFC 8853 section 5.1): of
    /// alternatives the first, and only what an a=rid describes (RFC 8851). Empty without simulcast.
    /// </summary>
    public IReadOnlyList<string> Layers { get; init; } = [];

    /// <summary>True if the peer would send.</summary>
    public bool Sends => Direction is SdpDirection.SendRecv or SdpDirection.SendOnly;

    /// <summary>True if the peer would receive.</summary>
    public bool Receives => Direction is SdpDirection.SendRecv or SdpDirection.RecvOnly;

    /// <summary>A section whose port is 0, unless the bundle carries it, is switched off by the peer.</summary>
    public bool IsOff => Port == 0 && !IsBundleOnly;
}

/// <param name="PayloadType">0 to 127.</param>
/// <param name="Name">As written: "VP8", "opus".</param>
/// <param name="ClockRate">In Hz.</param>
/// <param name="Channels">1 where not written.</param>
/// <param name="Parameters">The fmtp line's value, or empty.</param>
/// <param name="Feedback">The rtcp-fb values for this type: "nack pli".</param>
public sealed record SdpCodec(
    byte PayloadType,
    string Name,
    int ClockRate,
    int Channels,
    string Parameters,
    IReadOnlyList<string> Feedback)
{
    public bool Is(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);
}

/// <param name="Id">1 to 255.</param>
/// <param name="Uri">What the values mean.</param>
public sealed record SdpExtension(int Id, string Uri);
