namespace Meet.Rtc.Sdp;

/// <summary>
/// Reads an offer. Tolerant of what it does not know, of LF alone and of missing session lines; strict about what it uses.
/// Never throws for any input.
/// </summary>
public static class SdpParser
{
    /// <summary>Either the offer or the error is set.</summary>
    public static bool TryParse(string? sdp, out SessionOffer? offer, out SdpError? error)
    {
        offer = null;
        error = null;
        if (string.IsNullOrEmpty(sdp) || sdp.Length > SdpLimits.MaxLength)
        {
            error = new SdpError(0, "the description is empty or too long");
            return false;
        }

        var session = new TransportParser();
        var sections = new List<SectionParser>();
        var bundle = new List<string>();
        var number = 0;
        for (ReadOnlySpan<char> rest = sdp; rest.Length > 0;)
        {
            var line = SdpText.Next(ref rest, '\n').TrimEnd('\r');
            if (++number > SdpLimits.MaxLines)
                return Fail(number, "too many lines", out error);
            if (Line(line, number, session, sections, bundle) is { } reason)
                return Fail(number, reason, out error);
        }

        (offer, error) = Build(session, sections, bundle);
        return error is null;
    }

    private static string? Line(
        ReadOnlySpan<char> line, int number, TransportParser session, List<SectionParser> sections, List<string> bundle)
    {
        if (line.Length == 0)
            return null;
        if (line.Length > SdpLimits.MaxLineLength)
            return "the line is too long";
        if (line.Length < 2 || line[1] != '=' || !char.IsAsciiLetter(line[0]))
            return "not a description's line";
        if (number == 1 && line is not "v=0")
            return "a description begins with v=0";
        if (line[0] == 'm')
        {
            if (sections.Count == SdpLimits.MaxSections)
                return "too many media sections";
            sections.Add(new SectionParser(number));
            return sections[^1].Media(line[2..]);
        }

        if (line[0] != 'a')
            return null;
        var value = line[2..];
        var name = SdpText.Next(ref value, ':');
        if (sections.Count > 0)
            return sections[^1].Attribute(name, value);
        return name is "group" ? Group(value, bundle) : session.Attribute(name, value);
    }

    private static string? Group(ReadOnlySpan<char> value, List<string> bundle)
    {
        if (SdpText.Next(ref value) is not "BUNDLE")
            return null;
        while (value.Length > 0)
        {
            var mid = SdpText.Next(ref value);
            if (!SdpText.IsToken(mid) || bundle.Count == SdpLimits.MaxSections)
                return "malformed bundle group";
            bundle.Add(mid.ToString());
        }

        return null;
    }

    private static (SessionOffer? Offer, SdpError? Error) Build(
        TransportParser session, List<SectionParser> parsers, List<string> bundle)
    {
        var sections = new List<OfferedSection>();
        var mids = new HashSet<string>();
        foreach (var parser in parsers)
        {
            if (parser.Build() is not { } section)
                return (null, new SdpError(0, "a media section has no mid"));
            if (section.Mid.Length > 0 && !mids.Add(section.Mid))
                return (null, new SdpError(section.Line, "the mid is used twice"));
            sections.Add(section with { AllowsMixedExtensions = parser.Transport.AllowsMixedExtensions || session.AllowsMixedExtensions });
        }

        if (sections.Count == 0)
            return (null, new SdpError(0, "there is no media section"));
        if (bundle.Count == 0 || bundle.Exists(mid => !mids.Contains(mid)))
            return (null, new SdpError(0, "BUNDLE is required and must name existing sections"));
        var carrier = sections.FindIndex(section => section.Mid == bundle[0]);
        if (parsers[carrier].Transport.Build(session) is not { } transport)
            return (null, new SdpError(sections[carrier].Line, "ice-ufrag, ice-pwd or fingerprint is missing"));
        if (transport.Setup == SdpSetup.Passive)
            return (null, new SdpError(sections[carrier].Line, "the offerer must be able to be the DTLS client"));
        return (new SessionOffer { Sections = sections, Bundle = bundle, Transport = transport }, null);
    }

    private static bool Fail(int line, string reason, out SdpError error)
    {
        error = new SdpError(line, reason);
        return false;
    }
}
