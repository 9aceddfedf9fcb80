using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Meet.ServiceDefaults.Identity;

/// <summary>
/// Checks a JWT's signature (ES256 only), issuer, audience and times, with 5 s of clock skew. Safe for concurrent use.
/// </summary>
public sealed class TokenVerifier : IDisposable
{
    private readonly ECDsa _key;

    // Of its own: the one that the process shares finds a provider by the key's content, and would take that of a verifier that is disposed of.
    private readonly InMemoryCryptoProviderCache _providers = new();
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = 8 * 1024 };

    /// <param name="publicKeyPath">A PEM file with a P-256 public key (SPKI).</param>
    public TokenVerifier(string publicKeyPath, string issuer, string audience, TimeProvider time)
    {
        _key = ECDsa.Create();
        _key.ImportFromPem(File.ReadAllText(publicKeyPath));
        Parameters = new TokenValidationParameters
        {
            IssuerSigningKey = new ECDsaSecurityKey(_key) { CryptoProviderFactory = new CryptoProviderFactory(_providers) },
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidIssuer = issuer,
            ValidAudience = audience,
            RequireExpirationTime = true,
            LifetimeValidator = (notBefore, expires, _, _) =>
            {
                var now = time.GetUtcNow().UtcDateTime;
                var skew = TimeSpan.FromSeconds(5);
                return expires is { } end && now < end + skew && (notBefore is not { } start || now > start - skew);
            },
        };
    }

    internal TokenValidationParameters Parameters { get; }

    /// <summary>The token's claims, or null when anything about it is wrong. Does not throw on any input.</summary>
    public async ValueTask<ClaimsIdentity?> VerifyAsync(string token)
    {
        var result = await _handler.ValidateTokenAsync(token, Parameters).ConfigureAwait(false);
        return result.IsValid ? result.ClaimsIdentity : null;
    }

    public void Dispose()
    {
        _providers.Dispose();
        _key.Dispose();
    }
}
