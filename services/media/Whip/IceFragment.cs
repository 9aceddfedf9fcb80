using System.Globalization;
using System.Text;
using Meet.Rtc.Ice;

namespace Meet.Media.Whip;

/// <summary>
/// An <c>application/trickle-ice-sdpfrag</c> (RFC 8840 section 4.4): of a client's, only the credentials matter here, since a lite
/// agent checks nobody's candidates (RFC 8445 section 2.5).
/// </summary>
internal sealed record IceFragment(string Ufrag, string Password)
{
    public const string ContentType = "application/trickle-ice-sdpfrag";
    private const int MaxLength = 16 * 1024;

    /// <summary>Null where the text is no fragment, or has no credentials, or several.</summary>
    public static IceFragment? Parse(string text)
    {
        if (text.Length is 0 or > MaxLength)
            return null;
        string? ufrag = null, password = null;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var line = raw.Trim();
            if (line.IsEmpty)
                continue;
            if (line.Length < 3 || line[1] != '=' || line[0] is not ('a' or 'm' or 'c'))
                return null;
            if (!Take(line, "a=ice-ufrag:", 4, ref ufrag) || !Take(line, "a=ice-pwd:", 22, ref password))
                return null;
        }

        return ufrag is null || password is null ? null : new IceFragment(ufrag, password);
    }

    /// <summary>The answer to a restart: our new credentials and, as before, our candidates, on the bundle's first line.</summary>
    public static string Write(IceCredentials credentials, IReadOnlyList<IceCandidate> candidates, IceCarrier carrier)
    {
        return new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"a=ice-lite\r\na=group:BUNDLE {carrier.Mid}\r\n")
            .Append(CultureInfo.InvariantCulture, $"m={carrier.Kind} 9 UDP/TLS/RTP/SAVPF {carrier.PayloadType}\r\na=mid:{carrier.Mid}\r\n")
            .Append(CultureInfo.InvariantCulture, $"a=ice-ufrag:{credentials.Ufrag}\r\na=ice-pwd:{credentials.Password}\r\n")
            .Append(IceCandidate.Lines(candidates))
            .ToString();
    }

    /// <summary>False: the value is malformed, or another than before. RFC 8839 section 5.4: ice-char, at least so many.</summary>
    private static bool Take(ReadOnlySpan<char> line, string name, int min, ref string? value)
    {
        if (!line.StartsWith(name, StringComparison.Ordinal))
            return true;
        var found = line[name.Length..];
        if (found.Length < min || found.Length > 256 || (value is not null && !found.SequenceEqual(value)))
            return false;
        foreach (var c in found)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '/'))
                return false;
        }

        value = found.ToString();
        return true;
    }
}

/// <summary>The line that a session's transport is described on, as a fragment names it.</summary>
internal sealed record IceCarrier(string Kind, byte PayloadType, string Mid);
