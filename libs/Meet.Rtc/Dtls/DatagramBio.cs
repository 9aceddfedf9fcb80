using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Meet.Rtc.Dtls;

/// <summary>
/// OpenSSL's view of the network: a BIO whose every write is one datagram, and whose read gives the one datagram being fed, or
/// "try again". (A memory BIO would glue datagrams together.) Its data is a weak handle to the session: strong ones would
/// keep an abandoned session alive for ever.
/// </summary>
internal static unsafe class DatagramBio
{
    /// <summary>What a DTLS datagram may have at most, in bytes: passes every path that WebRTC meets.</summary>
    public const int Mtu = 1200;

    private const int SourceSink = 0x0400;
    private const int FlagsRetryRead = 0x01 | 0x08; // BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY
    private const int FlagsRetry = 0x0F;

    private static readonly nint s_method = CreateMethod();

    public static nint Create(GCHandle session)
    {
        var bio = OpenSsl.BIO_new(s_method);
        if (bio != 0) OpenSsl.BIO_set_data(bio, GCHandle.ToIntPtr(session));
        return bio;
    }

    private static nint CreateMethod()
    {
        fixed (byte* name = "meet datagrams"u8)
        {
            var method = OpenSsl.BIO_meth_new(OpenSsl.BIO_get_new_index() | SourceSink, name);
            var ok = method != 0
                && OpenSsl.BIO_meth_set_create(method, &OnCreate) == 1
                && OpenSsl.BIO_meth_set_read(method, &OnRead) == 1
                && OpenSsl.BIO_meth_set_write(method, &OnWrite) == 1
                && OpenSsl.BIO_meth_set_ctrl(method, &OnControl) == 1;
            return ok ? method : throw new InvalidOperationException("libcrypto cannot make a BIO method.");
        }
    }

    private static DtlsSession? Session(nint bio) => GCHandle.FromIntPtr(OpenSsl.BIO_get_data(bio)).Target as DtlsSession;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnCreate(nint bio)
    {
        OpenSsl.BIO_set_init(bio, 1);
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnRead(nint bio, byte* buffer, int length)
    {
        OpenSsl.BIO_clear_flags(bio, FlagsRetry);
        var count = buffer is null || length <= 0 ? 0 : Session(bio)?.TakeIncoming(new Span<byte>(buffer, length)) ?? 0;
        if (count > 0) return count;
        OpenSsl.BIO_set_flags(bio, FlagsRetryRead);
        return -1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnWrite(nint bio, byte* buffer, int length)
    {
        OpenSsl.BIO_clear_flags(bio, FlagsRetry);
        if (buffer is not null && length > 0) Session(bio)?.SendOutgoing(new ReadOnlySpan<byte>(buffer, length));
        return length;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint OnControl(nint bio, int command, nint argument, nint pointer) => command switch
    {
        11 => 1, // BIO_CTRL_FLUSH
        40 or 47 => Mtu, // BIO_CTRL_DGRAM_QUERY_MTU, GET_FALLBACK_MTU
        42 => argument, // BIO_CTRL_DGRAM_SET_MTU
        49 => 28, // BIO_CTRL_DGRAM_GET_MTU_OVERHEAD: IPv4 and UDP
        _ => 0,
    };
}
