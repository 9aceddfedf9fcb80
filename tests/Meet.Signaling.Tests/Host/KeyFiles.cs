using System.Security.Cryptography;

namespace Meet.Signaling.Tests.Host;

/// <summary>The gateway's key pair in a folder of its own; gone with the test.</summary>
internal sealed class KeyFiles : IDisposable
{
    public KeyFiles()
    {
        Directory.CreateDirectory(Folder);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(GatewayKey, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(Folder, "gateway.pub"), key.ExportSubjectPublicKeyInfoPem());
    }

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"meet-keys-{Guid.NewGuid():n}");

    public string GatewayKey => Path.Combine(Folder, "gateway.key");

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
