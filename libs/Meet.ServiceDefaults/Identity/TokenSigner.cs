using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Meet.ServiceDefaults.Identity;

/// <summary>Signs short-lived JWTs with ES256 (RFC 7518, 3.4). Safe for concurrent use.</summary>
public sealed class TokenSigner : IDisposable
{
    private readonly ECDsa _key;

    // Of its own, as a verifier's.
    private readonly InMemoryCryptoProviderCache _providers = new();
    private readonly SigningCredentials _credentials;
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly string _issuer;
    private readonly TimeProvider _time;

    /// <param name="privateKeyPath">A PEM file with a P-256 private key (PKCS#8).</param>
    public TokenSigner(string privateKeyPath, string issuer, TimeProvider time)
    {
        _key = ECDsa.Create();
        _key.ImportFromPem(File.ReadAllText(privateKeyPath));
        _credentials = new SigningCredentials(new ECDsaSecurityKey(_key) { CryptoProviderFactory = new CryptoProviderFactory(_providers) }, SecurityAlgorithms.EcdsaSha256);
        _issuer = issuer;
        _time = time;
    }

    /// <summary>A token for one audience that lasts <see cref="Tokens.Life"/>.</summary>
    public SignedToken Sign(string audience, IDictionary<string, object> claims)
    {
        var now = _time.GetUtcNow();
        var expires = now + Tokens.Life;
        var token = _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = _issuer,
            Audience = audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = expires.UtcDateTime,
            Claims = claims,
            SigningCredentials = _credentials,
        });
        return new SignedToken(token, expires);
    }

    public void Dispose()
    {
        _providers.Dispose();
        _key.Dispose();
    }
}

/// <summary>A token in compact form, and when it expires.</summary>
public sealed record SignedToken(string Token, DateTimeOffset ExpiresAt);
