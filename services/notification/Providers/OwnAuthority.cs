using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Meet.Notification.Providers;

/// <summary>A certificate authority of the company's own, which the system does not know: a mail server inside is often vouched for by one.</summary>
/// <param name="file">Its certificates, in PEM.</param>
internal sealed class OwnAuthority(string file)
{
    /// <summary>True if the system trusts the server's certificate, or this authority vouches for it. A wrong name is never forgiven.</summary>
    public bool Vouches(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return true;
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 server)
            return false;
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.ImportFromPemFile(file);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        // What the server sent along leads from its certificate to the authority.
        foreach (var element in chain?.ChainElements.Skip(1) ?? [])
            own.ChainPolicy.ExtraStore.Add(element.Certificate);
        return own.Build(server);
    }
}
