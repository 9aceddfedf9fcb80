using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Meet.Meets.Turn;

/// <summary>As the browser's <c>RTCConfiguration</c> takes it (W3C webrtc, RTCIceServer).</summary>
/// <param name="Username">When it ends and whose it is; no secret.</param>
/// <param name="Credential">The password: a secret of whoever it was made for.</param>
internal sealed record IceServer(ImmutableArray<string> Urls, string Username, string Credential)
{
    public override string ToString() => nameof(IceServer);
}

/// <summary>
/// Makes credentials that the TURN server can check by itself, with the secret that it shares with us and without a word between
/// (draft-uberti-behave-turn-rest-00 section 2.2; coturn's <c>use-auth-secret</c>).
/// </summary>
internal sealed class TurnServers
{
    private readonly ImmutableArray<string> _urls;
    private readonly byte[] _secret;
    private readonly TimeSpan _lifetime;
    private readonly TimeProvider _time;

    public TurnServers(TurnOptions options, TimeProvider time)
    {
        _urls = [.. options.Urls];
        _secret = Encoding.UTF8.GetBytes(options.ReadSecret());
        (_lifetime, _time) = (TimeSpan.FromSeconds(options.Lifetime), time);
    }

    /// <summary>What one participant's browser may use; empty where nothing is configured.</summary>
    public ImmutableArray<IceServer> For(Guid participantId) =>
        _urls.IsEmpty ? [] : [Credentials(participantId, _time.GetUtcNow() + _lifetime)];

    private IceServer Credentials(Guid participantId, DateTimeOffset end)
    {
        var username = string.Create(CultureInfo.InvariantCulture, $"{end.ToUnixTimeSeconds()}:{participantId}");
#pragma warning disable CA5350 // The draft names HMAC-SHA1, and coturn computes no other.
        return new IceServer(_urls, username, Convert.ToBase64String(HMACSHA1.HashData(_secret, Encoding.UTF8.GetBytes(username))));
#pragma warning restore CA5350
    }
}
