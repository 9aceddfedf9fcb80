using System.Globalization;

namespace Meet.Rtc.Sdp;

/// <summary>The tokens that SDP is made of; each check is strict about what may be echoed into an answer.</summary>
internal static class SdpText
{
    /// <summary>RFC 8866 token characters, at most 32 of them: mids, rids and codec names, which answers repeat.</summary>
    public static bool IsToken(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > 32)
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !"!#$%&'*+-.^_`{|}~".Contains(c))
                return false;
        }

        return true;
    }

    /// <summary>RFC 8851 section 10's rid-id, at most the 16 bytes that a one-byte header extension carries (RFC 8285).</summary>
    public static bool IsRid(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > 16)
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not '-' and not '_')
                return false;
        }

        return true;
    }

    /// <summary>RFC 8839 ice-char, within the given lengths.</summary>
    public static bool IsIce(ReadOnlySpan<char> text, int min)
    {
        if (text.Length < min || text.Length > 256)
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not '+' and not '/')
                return false;
        }

        return true;
    }

    /// <summary>Printable ASCII without line ends: what may be repeated in an answer.</summary>
    public static bool IsPrintable(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or > '~')
                return false;
        }

        return true;
    }

    public static bool TryNumber(ReadOnlySpan<char> text, long max, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= max;

    /// <summary>Cuts the next word, up to <paramref name="separator"/>, off the front.</summary>
    public static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> rest, char separator = ' ')
    {
        var end = rest.IndexOf(separator);
        var word = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return word;
    }
}
