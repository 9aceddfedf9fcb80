using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Meet.Rtc.Dtls;

/// <summary>The hash of a certificate, as SDP carries it in <c>a=fingerprint</c> (RFC 8122 §5). sha-256, sha-384 and sha-512; older hashes are not accepted.</summary>
public sealed class DtlsFingerprint
{
    private readonly byte[] _hash;

    private DtlsFingerprint(string algorithm, byte[] hash) => (Algorithm, _hash) = (algorithm, hash);

    /// <summary>The hash function's name in SDP, in lower case.</summary>
    public string Algorithm { get; }

    /// <summary>Stronger hashes are longer here.</summary>
    internal int Strength => _hash.Length;

    /// <summary>Hashes a certificate with SHA-256.</summary>
    public static DtlsFingerprint Of(ReadOnlySpan<byte> certificate) => new("sha-256", SHA256.HashData(certificate));

    /// <summary>Reads the attribute's value, <c>sha-256 AB:CD:...</c>; letters of either case.</summary>
    public static bool TryParse(ReadOnlySpan<char> value, [NotNullWhen(true)] out DtlsFingerprint? fingerprint)
    {
        value = value.Trim();
        var space = value.IndexOf(' ');
        fingerprint = null;
        return space > 0 && TryParse(value[..space], value[(space + 1)..].TrimStart(), out fingerprint);
    }

    /// <summary>Reads hash function and colon-separated hash.</summary>
    public static bool TryParse(ReadOnlySpan<char> algorithm, ReadOnlySpan<char> hash, [NotNullWhen(true)] out DtlsFingerprint? fingerprint)
    {
        fingerprint = null;
        var (name, length) = algorithm switch
        {
            _ when algorithm.Equals("sha-256", StringComparison.OrdinalIgnoreCase) => ("sha-256", 32),
            _ when algorithm.Equals("sha-384", StringComparison.OrdinalIgnoreCase) => ("sha-384", 48),
            _ when algorithm.Equals("sha-512", StringComparison.OrdinalIgnoreCase) => ("sha-512", 64),
            _ => ("", 0),
        };
        if (length == 0 || hash.Length != 3 * length - 1) return false;

        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
        {
            var high = Nibble(hash[3 * i]);
            var low = Nibble(hash[3 * i + 1]);
            if (high < 0 || low < 0 || (i < length - 1 && hash[3 * i + 2] != ':')) return false;
            bytes[i] = (byte)(high << 4 | low);
        }

        fingerprint = new DtlsFingerprint(name, bytes);
        return true;
    }

    /// <summary>Whether it is that certificate's (DER), compared in constant time.</summary>
    public bool Matches(ReadOnlySpan<byte> certificate)
    {
        Span<byte> actual = stackalloc byte[64];
        var length = Algorithm switch
        {
            "sha-256" => SHA256.HashData(certificate, actual),
            "sha-384" => SHA384.HashData(certificate, actual),
            _ => SHA512.HashData(certificate, actual),
        };
        return CryptographicOperations.FixedTimeEquals(actual[..length], _hash);
    }

    /// <summary>Whether a certificate is one of those an SDP names. Of several hash functions the strongest counts alone (RFC 8122 §5.1).</summary>
    public static bool AnyMatches(IReadOnlyCollection<DtlsFingerprint> expected, ReadOnlySpan<byte> certificate)
    {
        var strongest = 0;
        foreach (var fingerprint in expected) strongest = Math.Max(strongest, fingerprint.Strength);
        var matched = false;
        foreach (var fingerprint in expected)
            if (fingerprint.Strength == strongest) matched |= fingerprint.Matches(certificate);
        return matched;
    }

    /// <summary>The hash as in SDP: <c>AB:CD:...</c>, in upper case.</summary>
    public string HashText => BitConverter.ToString(_hash).Replace('-', ':');

    /// <summary>The attribute's value: <c>sha-256 AB:CD:...</c>.</summary>
    public override string ToString() => $"{Algorithm} {HashText}";

    private static int Nibble(char digit) => digit switch
    {
        >= '0' and <= '9' => digit - '0',
        >= 'a' and <= 'f' => digit - 'a' + 10,
        >= 'A' and <= 'F' => digit - 'A' + 10,
        _ => -1,
    };
}
