using System.Security.Cryptography;

namespace Meet.Rtc.Srtp;

/// <summary>The master key and salt of one direction. Never logged, never compared.</summary>
public sealed class SrtpMasterKey
{
    private readonly byte[] _key;
    private readonly byte[] _salt;

    /// <param name="profile">Which transform the key is for.</param>
    /// <param name="key">16 bytes.</param>
    /// <param name="salt">14 bytes for counter mode, 12 for GCM.</param>
    /// <exception cref="ArgumentException">A length that does not fit the profile: a programming error, never caused by the network.</exception>
    public SrtpMasterKey(SrtpProfile profile, ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt)
    {
        if (key.Length != SrtpProfileSizes.KeyLength) throw new ArgumentException("A master key has 16 bytes.", nameof(key));
        if (salt.Length != profile.SaltLength()) throw new ArgumentException("The salt's length does not fit the profile.", nameof(salt));
        Profile = profile;
        _key = key.ToArray();
        _salt = salt.ToArray();
    }

    public SrtpProfile Profile { get; }

    internal ReadOnlySpan<byte> Key => _key;

    internal ReadOnlySpan<byte> Salt => _salt;

    internal void Wipe()
    {
        CryptographicOperations.ZeroMemory(_key);
        CryptographicOperations.ZeroMemory(_salt);
    }
}

/// <summary>What the DTLS exporter gives: the master keys of both directions. Dispose it once sender and receiver are made.</summary>
public sealed class SrtpKeys : IDisposable
{
    private SrtpKeys(SrtpMasterKey client, SrtpMasterKey server) => (Client, Server) = (client, server);

    public SrtpProfile Profile => Client.Profile;

    /// <summary>Protects what the DTLS client sends.</summary>
    public SrtpMasterKey Client { get; }

    /// <summary>Protects what the DTLS server sends.</summary>
    public SrtpMasterKey Server { get; }

    /// <summary>How many bytes of keying material the exporter must give for a profile.</summary>
    public static int ExporterLength(SrtpProfile profile) => 2 * (SrtpProfileSizes.KeyLength + profile.SaltLength());

    /// <summary>Splits exported material into client key, server key, client salt, server salt (RFC 5764 §4.2).</summary>
    /// <exception cref="ArgumentException">The material's length is not <see cref="ExporterLength"/>.</exception>
    public static SrtpKeys FromExporter(SrtpProfile profile, ReadOnlySpan<byte> material)
    {
        if (material.Length != ExporterLength(profile)) throw new ArgumentException("Wrong length for the profile.", nameof(material));
        const int Key = SrtpProfileSizes.KeyLength;
        var salt = profile.SaltLength();
        return new SrtpKeys(
            new SrtpMasterKey(profile, material[..Key], material.Slice(2 * Key, salt)),
            new SrtpMasterKey(profile, material.Slice(Key, Key), material.Slice(2 * Key + salt, salt)));
    }

    public void Dispose()
    {
        Client.Wipe();
        Server.Wipe();
    }
}
