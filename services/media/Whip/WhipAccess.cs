using System.Security.Cryptography;
using System.Text;

namespace Meet.Media.Whip;

/// <summary>What a session is for: WHIP sends, WHEP receives.</summary>
internal enum WhipUse { Publish, Play }

internal enum WhipVerdict { Granted, NoToken, WrongToken, NotForThis }

/// <summary>Who may do what in which room. Decides from what it is given, and takes the same time for every wrong token.</summary>
internal sealed class WhipAccess
{
    private const int MaxToken = 512;

    private readonly List<(byte[] Hash, WhipTokenOptions Grants)> _tokens;
    private readonly bool _loopbackWithoutToken;

    public WhipAccess(WhipOptions options)
    {
        _loopbackWithoutToken = options.LoopbackWithoutToken;
        _tokens = [.. options.Tokens.Select(token => (HashOf(token), token))];
    }

    /// <param name="authorization">The header's value (RFC 6750 section 2.1); null or empty where there is none.</param>
    /// <param name="isLocal">The request comes from this machine and from no web page.</param>
    public WhipVerdict Check(string? authorization, bool isLocal, string room, params ReadOnlySpan<WhipUse> uses)
    {
        if (string.IsNullOrEmpty(authorization))
            return _loopbackWithoutToken && isLocal ? WhipVerdict.Granted : WhipVerdict.NoToken;
        if (Find(authorization) is not { } grants)
            return WhipVerdict.WrongToken;
        foreach (var use in uses)
        {
            if (!(use == WhipUse.Publish ? grants.Publish : grants.Play))
                return WhipVerdict.NotForThis;
        }

        return grants.Rooms.Any(pattern => WhipRoom.Matches(pattern, room)) ? WhipVerdict.Granted : WhipVerdict.NotForThis;
    }

    private WhipTokenOptions? Find(string authorization)
    {
        const string Scheme = "Bearer ";
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || authorization.Length > MaxToken)
            return null;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(authorization[Scheme.Length..].Trim()));
        WhipTokenOptions? found = null;
        foreach (var (known, grants) in _tokens)
        {
            // All are compared, whichever fits.
            if (CryptographicOperations.FixedTimeEquals(known, hash))
                found = grants;
        }

        return found;
    }

    private static byte[] HashOf(WhipTokenOptions token) => token.Sha256 is { } hash
        ? Convert.FromHexString(hash)
        : SHA256.HashData(Encoding.UTF8.GetBytes(token.Secret!));
}
