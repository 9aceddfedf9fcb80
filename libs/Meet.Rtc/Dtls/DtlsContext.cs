using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Meet.Rtc.Srtp;
using Microsoft.Win32.SafeHandles;

namespace Meet.Rtc.Dtls;

/// <summary>
/// What all sessions share: our certificate, DTLS 1.2, the ciphers and the SRTP profiles in our order. One per process;
/// sessions may be made from any thread.
/// </summary>
public sealed unsafe class DtlsContext : IDisposable
{
    // The suite every WebRTC peer has (RFC 8827 §6.5) first; ECDSA and forward secrecy only. Only GCM: see DtlsRecords.
    private const string Ciphers = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384";

    private readonly SslContextHandle _handle = new();

    /// <param name="certificate">Ours; may be disposed afterwards.</param>
    /// <param name="profiles">The SRTP profiles, preferred first. None given: AEAD_AES_128_GCM, which costs a third of the other, then AES128_CM_SHA1_80.</param>
    /// <exception cref="InvalidOperationException">The system's OpenSSL cannot do it.</exception>
    public DtlsContext(DtlsCertificate certificate, params ReadOnlySpan<SrtpProfile> profiles)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        if (profiles.IsEmpty) profiles = [SrtpProfile.AeadAes128Gcm, SrtpProfile.Aes128CmHmacSha1Tag80];
        CertificateFingerprint = certificate.Fingerprint;

        var context = _handle.Pointer;
        OpenSsl.ERR_clear_error();
        OpenSsl.SSL_CTX_set_options(
            context,
            OpenSsl.OptionNoQueryMtu | OpenSsl.OptionNoTicket | OpenSsl.OptionCipherServerPreference | OpenSsl.OptionNoRenegotiation);
        OpenSsl.SSL_CTX_ctrl(context, OpenSsl.CtrlSetSessionCacheMode, 0, null);

        // No record is longer than a datagram: each session's buffer for sending has that size instead of 16 KiB.
        OpenSsl.SSL_CTX_ctrl(context, OpenSsl.CtrlSetMaxSendFragment, DatagramBio.Mtu, null);

        // Any certificate will do for the handshake: who it belongs to is told by its fingerprint, checked before keys are given out.
        OpenSsl.SSL_CTX_set_verify(context, OpenSsl.VerifyPeer | OpenSsl.VerifyFailIfNoPeerCertificate, 0);
        OpenSsl.SSL_CTX_set_cert_verify_callback(context, &AcceptCertificate, 0);

        fixed (byte* der = certificate.Der, key = certificate.PrivateKey, ciphers = Z(Ciphers), groups = Z("X25519:P-256"), srtp = Z(Names(profiles)))
        {
            var ok = OpenSsl.SSL_CTX_ctrl(context, OpenSsl.CtrlSetMinProtocol, OpenSsl.VersionDtls12, null) == 1
                && OpenSsl.SSL_CTX_ctrl(context, OpenSsl.CtrlSetMaxProtocol, OpenSsl.VersionDtls12, null) == 1
                && OpenSsl.SSL_CTX_ctrl(context, OpenSsl.CtrlSetGroupsList, 0, groups) == 1
                && OpenSsl.SSL_CTX_set_cipher_list(context, ciphers) == 1
                && OpenSsl.SSL_CTX_use_certificate_ASN1(context, certificate.Der.Length, der) == 1
                && OpenSsl.SSL_CTX_use_PrivateKey_ASN1(OpenSsl.KeyTypeEc, context, key, certificate.PrivateKey.Length) == 1
                && OpenSsl.SSL_CTX_set_tlsext_use_srtp(context, srtp) == 0; // 0 is success, in this call only
            if (ok) return;
        }

        var reason = OpenSsl.Reason();
        _handle.Dispose();
        throw new InvalidOperationException($"OpenSSL refused the DTLS settings: {reason}.");
    }

    /// <summary>What our SDP says about our certificate.</summary>
    public DtlsFingerprint CertificateFingerprint { get; }

    /// <summary>
    /// How many of its sessions' SSL objects OpenSSL holds memory for, about 40 kB each: as many as there are sessions, unless some
    /// were forgotten. Any thread.
    /// </summary>
    public int LiveSessions => Alive.Value;

    internal LiveCount Alive { get; } = new();

    internal SslContextHandle Handle => _handle;

    /// <summary>A new session in that role. A client's first flight goes out on <see cref="DtlsSession.Start"/>.</summary>
    /// <exception cref="InvalidOperationException">OpenSSL is out of memory.</exception>
    public DtlsSession CreateSession(DtlsRole role, IDtlsSink sink) => new(this, role, sink);

    /// <summary>Sessions that were made go on: OpenSSL counts its users.</summary>
    public void Dispose() => _handle.Dispose();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int AcceptCertificate(nint store, nint argument) => 1;

    private static string Names(ReadOnlySpan<SrtpProfile> profiles)
    {
        var names = new List<string>();
        foreach (var profile in profiles)
            names.Add(profile == SrtpProfile.AeadAes128Gcm ? "SRTP_AEAD_AES_128_GCM" : "SRTP_AES128_CM_SHA1_80");
        return string.Join(':', names);
    }

    private static byte[] Z(string text) => Encoding.ASCII.GetBytes(text + '\0');
}

/// <summary>An SSL_CTX.</summary>
internal sealed class SslContextHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public SslContextHandle()
        : base(ownsHandle: true)
    {
        SetHandle(OpenSsl.SSL_CTX_new(OpenSsl.DTLS_method()));
        if (IsInvalid) throw new InvalidOperationException("OpenSSL gives no DTLS context.");
    }

    public nint Pointer => handle;

    protected override bool ReleaseHandle()
    {
        OpenSsl.SSL_CTX_free(handle);
        return true;
    }
}
