using Meet.Media.Codecs;
using Meet.ServiceDefaults.Identity;

namespace Meet.Media.Grants;

/// <summary>Who may join what, as meets has signed it.</summary>
internal sealed record JoinGrant(string TenantId, Guid MeetId, Guid ParticipantId)
{
    /// <summary>What the Meet's video may have, the preferred one first; null: what the node prefers.</summary>
    public IReadOnlyList<MediaCodec>? VideoCodecs { get; init; }
}

/// <summary>
/// Checks join grants: ES256 by meets, for this node, not expired. A grant may be used again within its life: the second use
/// replaces the first one's session, so that a client whose join was interrupted can simply repeat it.
/// </summary>
/// <param name="verifier">Null where there is no meets that could sign: every grant is wrong then.</param>
internal sealed class JoinGrants(TokenVerifier? verifier)
{
    /// <summary>The claim that names the Meet.</summary>
    public const string MeetClaim = "meet";

    /// <summary>The claim that names the Meet's video codecs, as <see cref="Codecs.VideoCodecs"/> reads them; of most Meets there is none.</summary>
    public const string VideoClaim = "video";

    /// <summary>The grant, or null when anything about the token is wrong.</summary>
    public async ValueTask<JoinGrant?> VerifyAsync(string token)
    {
        if (verifier is null || await verifier.VerifyAsync(token).ConfigureAwait(false) is not { } identity)
            return null;
        var video = identity.FindFirst(VideoClaim)?.Value;
        var codecs = video is null ? null : VideoCodecs.Parse(video);
        return identity.FindFirst(Claims.Tenant)?.Value is { Length: > 0 } tenant
            && Guid.TryParse(identity.FindFirst(MeetClaim)?.Value, out var meet)
            && Guid.TryParse(identity.FindFirst(Claims.Subject)?.Value, out var participant)
            && (video is null || codecs is not null)
            ? new JoinGrant(tenant, meet, participant) { VideoCodecs = codecs }
            : null;
    }
}
