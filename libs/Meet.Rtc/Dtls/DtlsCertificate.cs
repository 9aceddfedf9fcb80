using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Meet.Rtc.Dtls;

/// <summary>
/// A self-signed P-256 certificate. WebRTC trusts it by its fingerprint in the SDP alone; its name and dates mean nothing to
/// the peer. One per process is enough.
/// </summary>
public sealed class DtlsCertificate : IDisposable
{
    private DtlsCertificate(byte[] certificate, byte[] privateKey)
    {
        Der = certificate;
        PrivateKey = privateKey;
        Fingerprint = DtlsFingerprint.Of(certificate);
    }

    /// <summary>What goes into our SDP.</summary>
    public DtlsFingerprint Fingerprint { get; }

    internal byte[] Der { get; }

    /// <summary>SEC 1 DER.</summary>
    internal byte[] PrivateKey { get; }

    /// <summary>Makes a new key and a certificate for it, valid from yesterday for a year.</summary>
    public static DtlsCertificate Create(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=meet", key, HashAlgorithmName.SHA256);
        var now = time.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(365));
        return new DtlsCertificate(certificate.RawData, key.ExportECPrivateKey());
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(PrivateKey);
}
