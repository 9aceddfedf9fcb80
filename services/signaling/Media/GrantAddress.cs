using Meet.ServiceDefaults.Identity;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Meet.Signaling.Media;

/// <summary>
/// Reads where a join grant leads, without believing it: the media node checks the signature over the same bytes. That it names whoever
/// presents it is checked here, where the caller is known.
/// </summary>
internal static class GrantAddress
{
    /// <summary>The media node's id; null when the grant is malformed or somebody else's.</summary>
    public static string? NodeOf(string grant, Caller caller)
    {
        JsonWebToken token;
        try
        {
            token = new JsonWebToken(grant);
        }
        catch (ArgumentException)
        {
            return null;
        }

        return token.TryGetPayloadValue(Claims.Tenant, out string? tenant) && tenant == caller.TenantId
            && Guid.TryParse(token.Subject, out var participant) && participant == caller.PersonId
            && token.Audiences.ToArray() is [var node]
            ? node
            : null;
    }
}
