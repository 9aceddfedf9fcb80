using System.Collections.Immutable;
using Meet.Meets.Domain;
using Meet.Meets.Turn;
using Meet.ServiceDefaults.Identity;
using Claims = Meet.ServiceDefaults.Identity.Claims;

namespace Meet.Meets.Commands;

/// <summary>What opens one participant's media session of one Meet on one node, for 60 s.</summary>
/// <param name="Token">ES256 JWT; a secret of this participant.</param>
/// <param name="IceServers">Relays for the way there; mostly none.</param>
internal sealed record JoinGrant(
    string Token, Guid MeetId, Guid ParticipantId, string MediaNode, DateTimeOffset ExpiresAt, ImmutableArray<IceServer> IceServers);

/// <summary>Signs grants with <c>meets.key</c>; the media node checks them with <c>meets.pub</c>.</summary>
internal sealed class JoinGrants(TokenSigner signer, TurnServers turn)
{
    public JoinGrant For(MeetLife life, Guid participantId)
    {
        var claims = new Dictionary<string, object>
        {
            [Claims.Subject] = participantId.ToString(),
            [Claims.Tenant] = life.TenantId,
            ["meet"] = life.Id.ToString(),
        };
        // Nodes of releases that do not know it go on with what they prefer.
        if (life.VideoCodecs is { } codecs)
        {
            claims["video"] = string.Join(", ", codecs);
        }

        var signed = signer.Sign(life.MediaNode, claims);
        return new JoinGrant(signed.Token, life.Id, participantId, life.MediaNode, signed.ExpiresAt, turn.For(participantId));
    }
}
