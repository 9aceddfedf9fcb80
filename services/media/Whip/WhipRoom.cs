using System.Security.Cryptography;
using System.Text;

namespace Meet.Media.Whip;

/// <summary>
/// A room's name and its identity among the node's rooms. The name space is its own: a Meet's id is a UUID of version 7 that
/// meets made up, these are of version 8 (RFC 9562 section 5.8) and made of the name, so neither can be given for the other.
/// </summary>
internal static class WhipRoom
{
    public const int MaxLength = 64;

    /// <summary>Stands where a Meet has its tenant; no tenant's id can look like it.</summary>
    public const string Tenant = "/whip";

    /// <summary>1 to 64 letters, digits, <c>-</c> and <c>_</c>.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= MaxLength && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>A name, or a beginning of names and a star.</summary>
    public static bool IsPattern(string pattern) => pattern == "*" || IsName(pattern.EndsWith('*') ? pattern[..^1] : pattern);

    public static bool Matches(string pattern, string name) => pattern.EndsWith('*')
        ? name.AsSpan().StartsWith(pattern.AsSpan(..^1), StringComparison.Ordinal)
        : string.Equals(name, pattern, StringComparison.Ordinal);

    public static Guid IdOf(string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes($"meet-whip-room:{name}"), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80); // version 8
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80); // the variant of RFC 9562
        return new Guid(hash[..16], bigEndian: true);
    }
}
