using System.Security.Cryptography;
using Meet.Contracts;
using Meet.ServiceDefaults.Identity;

namespace Meet.Meets.IntegrationTests.Harness;

/// <summary>A folder with the gateway's and meets' keys, and the gateway's part: vouching for people.</summary>
internal sealed class Keys : IDisposable
{
    private readonly TokenSigner _gateway;

    /// <param name="time">The replicas' time: tokens last 60 s of it.</param>
    public Keys(TimeProvider time)
    {
        Write("gateway");
        Write("meets");
        _gateway = new TokenSigner(Path.Combine(Folder, "gateway.key"), Tokens.GatewayIssuer, time);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("meets-keys-").FullName;

    /// <summary>The internal token that the gateway would hand on for this person.</summary>
    /// <param name="onlyChat">For a session that a link opened.</param>
    public string TokenFor(string tenant, PersonRef person, Guid? onlyChat = null)
    {
        var claims = new Dictionary<string, object>
        {
            [Claims.Tenant] = tenant,
            [Claims.Subject] = person.Id.ToString(),
            [Claims.Kind] = person.Kind == PersonKind.Staff ? "staff" : "customer",
            [Claims.Name] = person.Name,
            [Claims.Session] = Guid.NewGuid().ToString(),
        };
        if (onlyChat is { } chat)
        {
            claims[Claims.Chat] = chat.ToString();
        }

        return _gateway.Sign(Tokens.ServicesAudience, claims).Token;
    }

    /// <summary>As a media node checks grants.</summary>
    public TokenVerifier GrantVerifier(string node, TimeProvider time) => new(Path.Combine(Folder, "meets.pub"), Tokens.MeetsIssuer, node, time);

    public void Dispose()
    {
        _gateway.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private void Write(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(Path.Combine(Folder, name + ".key"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(Folder, name + ".pub"), key.ExportSubjectPublicKeyInfoPem());
    }
}
