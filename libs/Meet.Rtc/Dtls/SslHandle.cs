using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Meet.Rtc.Srtp;
using Microsoft.Win32.SafeHandles;

namespace Meet.Rtc.Dtls;

/// <summary>An SSL object with its BIO, and the weak handle by which the BIO's callbacks find the session.</summary>
internal sealed unsafe class SslHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private const uint FirstTimeout = 100_000;
    private const uint LastTimeout = 3_200_000;

    private readonly LiveCount _alive;
    private GCHandle _session;

    public SslHandle(DtlsContext context, DtlsSession session, DtlsRole role)
        : base(ownsHandle: true)
    {
        _alive = context.Alive;
        SetHandle(OpenSsl.SSL_new(context.Handle.Pointer));
        GC.KeepAlive(context);
        if (IsInvalid) throw new InvalidOperationException("OpenSSL gives no session.");
        _alive.Add(1);

        _session = GCHandle.Alloc(session, GCHandleType.Weak);
        var bio = DatagramBio.Create(_session);
        if (bio == 0)
        {
            Dispose();
            throw new InvalidOperationException("OpenSSL gives no BIO.");
        }

        OpenSsl.SSL_set_bio(handle, bio, bio);
        OpenSsl.SSL_ctrl(handle, OpenSsl.CtrlSetMtu, DatagramBio.Mtu, null);
        OpenSsl.DTLS_set_timer_cb(handle, &NextDuration);
        if (role == DtlsRole.Client) OpenSsl.SSL_set_connect_state(handle);
        else OpenSsl.SSL_set_accept_state(handle);
    }

    public nint Pointer => handle;

    /// <summary>
    /// Gives back the memory of records, 18 kB. What reads or writes one needs it again: <see cref="TakeBuffers"/> first. Nothing happens
    /// while a record is under way.
    /// </summary>
    public void GiveBuffersBack() => _ = OpenSsl.SSL_free_buffers(handle);

    /// <returns>False: there is no memory.</returns>
    public bool TakeBuffers() => OpenSsl.SSL_alloc_buffers(handle) == 1;

    /// <summary>Time until the retransmission timer runs out, or null if it is not armed.</summary>
    public TimeSpan? TimeLeft()
    {
        OpenSsl.TimeValue left;
        var armed = OpenSsl.SSL_ctrl(handle, OpenSsl.CtrlGetTimeout, 0, &left) == 1;
        return armed ? TimeSpan.FromMicroseconds(left.Seconds * 1_000_000d + left.Microseconds) : null;
    }

    /// <summary>The code point both sides agreed on, known to us or not.</summary>
    public SrtpProfile? SelectedProfile()
    {
        var profile = OpenSsl.SSL_get_selected_srtp_profile(handle);
        return profile is null ? null : (SrtpProfile)profile->Id;
    }

    /// <summary>Keying material of RFC 5705, without a context.</summary>
    public bool TryExport(ReadOnlySpan<byte> label, Span<byte> material)
    {
        fixed (byte* l = label, m = material)
            return OpenSsl.SSL_export_keying_material(handle, m, (nuint)material.Length, l, (nuint)label.Length, null, 0, 0) == 1;
    }

    /// <summary>The peer's certificate, DER.</summary>
    public byte[]? PeerCertificate()
    {
        var certificate = OpenSsl.SSL_get1_peer_certificate(handle);
        if (certificate == 0) return null;
        var length = OpenSsl.i2d_X509(certificate, null);
        var der = length > 0 ? new byte[length] : null;
        fixed (byte* start = der)
        {
            var at = start;
            if (der is not null) length = OpenSsl.i2d_X509(certificate, &at);
        }

        OpenSsl.X509_free(certificate);
        return length == der?.Length ? der : null;
    }

    protected override bool ReleaseHandle()
    {
        OpenSsl.SSL_free(handle);
        _alive.Add(-1);
        if (_session.IsAllocated) _session.Free();
        return true;
    }

    // OpenSSL would start with a second, which a person waiting for a call notices. In microseconds; 0 asks for the first one.
    // OpenSSL gives up after twelve: about 28 s.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static uint NextDuration(nint ssl, uint last) => last == 0 ? FirstTimeout : Math.Min(2 * last, LastTimeout);
}
