using System.Runtime.InteropServices;
using System.Text;

namespace Meet.Rtc.Dtls;

/// <summary>The functions of the system's libssl and libcrypto (OpenSSL 3) that DTLS uses. None suppresses the GC transition: most call back.</summary>
internal static unsafe partial class OpenSsl
{
    private const string Ssl = "libssl.so.3";
    private const string Crypto = "libcrypto.so.3";

    public const int ErrorSsl = 1;
    public const int ErrorWantRead = 2;
    public const int ErrorWantWrite = 3;
    public const int ErrorSystemCall = 5;
    public const int ErrorZeroReturn = 6;

    public const int VersionDtls12 = 0xFEFD;
    public const int CtrlSetMtu = 17;
    public const int CtrlSetSessionCacheMode = 44;
    public const int CtrlSetMaxSendFragment = 52;
    public const int CtrlGetTimeout = 73;
    public const int CtrlHandleTimeout = 74;
    public const int CtrlSetGroupsList = 92;
    public const int CtrlSetMinProtocol = 123;
    public const int CtrlSetMaxProtocol = 124;

    public const ulong OptionNoQueryMtu = 1UL << 12;
    public const ulong OptionNoTicket = 1UL << 14;
    public const ulong OptionCipherServerPreference = 1UL << 22;
    public const ulong OptionNoRenegotiation = 1UL << 30;

    public const int VerifyPeer = 1;
    public const int VerifyFailIfNoPeerCertificate = 2;
    public const int KeyTypeEc = 408; // EVP_PKEY_EC

    // libssl's own clean-up at exit would race with threads that are still in it.
    static OpenSsl()
    {
        const ulong NoAtExit = 0x00080000;
        if (OPENSSL_init_ssl(NoAtExit, 0) != 1) throw new InvalidOperationException("libssl cannot be initialised.");
    }

    [LibraryImport(Ssl)] private static partial int OPENSSL_init_ssl(ulong options, nint settings);
    [LibraryImport(Ssl)] public static partial nint DTLS_method();
    [LibraryImport(Ssl)] public static partial nint SSL_CTX_new(nint method);
    [LibraryImport(Ssl)] public static partial void SSL_CTX_free(nint context);
    [LibraryImport(Ssl)] public static partial ulong SSL_CTX_set_options(nint context, ulong options);
    [LibraryImport(Ssl)] public static partial nint SSL_CTX_ctrl(nint context, int command, nint argument, byte* pointer);
    [LibraryImport(Ssl)] public static partial int SSL_CTX_set_cipher_list(nint context, byte* list);
    [LibraryImport(Ssl)] public static partial void SSL_CTX_set_verify(nint context, int mode, nint callback);
    [LibraryImport(Ssl)] public static partial void SSL_CTX_set_cert_verify_callback(nint context, delegate* unmanaged[Cdecl]<nint, nint, int> callback, nint argument);
    [LibraryImport(Ssl)] public static partial int SSL_CTX_use_certificate_ASN1(nint context, int length, byte* der);
    [LibraryImport(Ssl)] public static partial int SSL_CTX_use_PrivateKey_ASN1(int type, nint context, byte* der, nint length);
    [LibraryImport(Ssl)] public static partial int SSL_CTX_set_tlsext_use_srtp(nint context, byte* profiles);
    [LibraryImport(Ssl)] public static partial nint SSL_new(nint context);
    [LibraryImport(Ssl)] public static partial void SSL_free(nint ssl);
    [LibraryImport(Ssl)] public static partial void SSL_set_bio(nint ssl, nint read, nint write);
    [LibraryImport(Ssl)] public static partial void SSL_set_accept_state(nint ssl);
    [LibraryImport(Ssl)] public static partial void SSL_set_connect_state(nint ssl);
    [LibraryImport(Ssl)] public static partial nint SSL_ctrl(nint ssl, int command, nint argument, void* pointer);
    [LibraryImport(Ssl)] public static partial void DTLS_set_timer_cb(nint ssl, delegate* unmanaged[Cdecl]<nint, uint, uint> callback);
    [LibraryImport(Ssl)] public static partial int SSL_do_handshake(nint ssl);
    [LibraryImport(Ssl)] public static partial int SSL_read(nint ssl, byte* buffer, int length);
    [LibraryImport(Ssl)] public static partial int SSL_shutdown(nint ssl);
    [LibraryImport(Ssl)] public static partial int SSL_alloc_buffers(nint ssl);
    [LibraryImport(Ssl)] public static partial int SSL_free_buffers(nint ssl);
    [LibraryImport(Ssl)] public static partial int SSL_get_error(nint ssl, int result);
    [LibraryImport(Ssl)] public static partial SrtpProtectionProfile* SSL_get_selected_srtp_profile(nint ssl);
    [LibraryImport(Ssl)] public static partial nint SSL_get1_peer_certificate(nint ssl);
    [LibraryImport(Ssl)] public static partial int SSL_export_keying_material(nint ssl, byte* output, nuint length, byte* label, nuint labelLength, byte* context, nuint contextLength, int useContext);

    [LibraryImport(Crypto)] public static partial int i2d_X509(nint certificate, byte** output);
    [LibraryImport(Crypto)] public static partial void X509_free(nint certificate);
    [LibraryImport(Crypto)] public static partial void ERR_clear_error();
    [LibraryImport(Crypto)] public static partial ulong ERR_peek_error();
    [LibraryImport(Crypto)] public static partial byte* ERR_reason_error_string(ulong error);
    [LibraryImport(Crypto)] public static partial int BIO_get_new_index();
    [LibraryImport(Crypto)] public static partial nint BIO_meth_new(int type, byte* name);
    [LibraryImport(Crypto)] public static partial int BIO_meth_set_create(nint method, delegate* unmanaged[Cdecl]<nint, int> callback);
    [LibraryImport(Crypto)] public static partial int BIO_meth_set_read(nint method, delegate* unmanaged[Cdecl]<nint, byte*, int, int> callback);
    [LibraryImport(Crypto)] public static partial int BIO_meth_set_write(nint method, delegate* unmanaged[Cdecl]<nint, byte*, int, int> callback);
    [LibraryImport(Crypto)] public static partial int BIO_meth_set_ctrl(nint method, delegate* unmanaged[Cdecl]<nint, int, nint, nint, nint> callback);
    [LibraryImport(Crypto)] public static partial nint BIO_new(nint method);
    [LibraryImport(Crypto)] public static partial void BIO_set_data(nint bio, nint data);
    [LibraryImport(Crypto)] public static partial nint BIO_get_data(nint bio);
    [LibraryImport(Crypto)] public static partial void BIO_set_init(nint bio, int init);
    [LibraryImport(Crypto)] public static partial void BIO_set_flags(nint bio, int flags);
    [LibraryImport(Crypto)] public static partial void BIO_clear_flags(nint bio, int flags);

    /// <summary>The first error of this thread's queue in words, which are OpenSSL's constants and carry nothing of the peer's.</summary>
    public static string Reason()
    {
        var text = ERR_reason_error_string(ERR_peek_error());
        return text is null ? "unknown" : Encoding.ASCII.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct SrtpProtectionProfile
    {
        public byte* Name;
        public nuint Id;
    }

    /// <summary>A struct timeval.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TimeValue
    {
        public nint Seconds;
        public nint Microseconds;
    }
}
