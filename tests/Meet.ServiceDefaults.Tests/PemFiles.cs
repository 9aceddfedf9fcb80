using System.Security.Cryptography;

namespace Meet.ServiceDefaults.Tests;

/// <summary>A folder with fresh key pairs as a service finds them; gone with the test.</summary>
internal sealed class PemFiles : IDisposable
{
    public PemFiles()
    {
        Directory.CreateDirectory(Folder);
        Write("gateway");
        Write("meets");
    }

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"meet-keys-{Guid.NewGuid():n}");

    public string this[string file] => Path.Combine(Folder, file);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Write(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(this[$"{name}.key"], key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(this[$"{name}.pub"], key.ExportSubjectPublicKeyInfoPem());
    }
}
