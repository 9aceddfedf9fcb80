using Meet.Rtc.Dtls;

namespace Meet.Rtc.Sdp;

/// <summary>
/// Lines that stand at session level or in a section: ICE and DTLS (RFC 8839 section 5, RFC 8842 section 5), and which forms of header
/// extensions may be mixed (RFC 8285 section 6).
/// </summary>
internal sealed class TransportParser
{
    private const int MaxFingerprints = 8;

    public string? Ufrag { get; private set; }

    public string? Password { get; private set; }

    public List<DtlsFingerprint> Fingerprints { get; } = [];

    public SdpSetup? Setup { get; private set; }

    public bool AllowsMixedExtensions { get; private set; }

    /// <summary>Null, or why the attribute cannot be used. Attributes of other kinds are passed over.</summary>
    public string? Attribute(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        switch (name)
        {
            case "ice-ufrag":
                Ufrag = value.ToString();
                return SdpText.IsIce(value, 4) ? null : "malformed ice-ufrag";
            case "ice-pwd":
                Password = value.ToString();
                return SdpText.IsIce(value, 22) ? null : "malformed ice-pwd";
            case "fingerprint":
                return Fingerprint(value);
            case "extmap-allow-mixed":
                AllowsMixedExtensions = true;
                return null;
            case "setup":
                Setup = value switch { "actpass" => SdpSetup.ActPass, "active" => SdpSetup.Active, "passive" => SdpSetup.Passive, _ => null };
                return Setup is null ? "unknown setup" : null;
            default:
                return null;
        }
    }

    /// <summary>The transport of a section, where its own lines win over the session's; null where something is missing.</summary>
    public OfferedTransport? Build(TransportParser session)
    {
        var fingerprints = Fingerprints.Count > 0 ? Fingerprints : session.Fingerprints;
        var ufrag = Ufrag ?? session.Ufrag;
        var password = Password ?? session.Password;
        return ufrag is null || password is null || fingerprints.Count == 0
            ? null
            : new OfferedTransport(ufrag, password, fingerprints, Setup ?? session.Setup ?? SdpSetup.ActPass);
    }

    /// <summary>Hash functions that are unknown here (sha-1 is too weak) are passed over; one that is known must be right.</summary>
    private string? Fingerprint(ReadOnlySpan<char> value)
    {
        if (DtlsFingerprint.TryParse(value, out var fingerprint) && Fingerprints.Count < MaxFingerprints)
        {
            Fingerprints.Add(fingerprint);
            return null;
        }

        return SdpText.Next(ref value) is "sha-1" or "sha-224" or "md5" or "md2" ? null : "malformed fingerprint";
    }
}
