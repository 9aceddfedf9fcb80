using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Meet.Rtc.Srtp;

namespace Meet.Rtc.Dtls;

/// <summary>
/// One DTLS-SRTP association (RFC 5764) over whatever carries its datagrams. Used by one thread at a time; nothing that comes
/// from the network makes it throw. A full handshake costs about half a millisecond of CPU: do not run many in one turn of
/// a packet loop.
/// </summary>
public sealed unsafe partial class DtlsSession : IDisposable
{
    private readonly SslHandle _ssl;
    private readonly IDtlsSink _sink;
    private byte* _incoming;
    private int _incomingLength;
    private bool _busy;
    private bool _deaf;
    private bool _disposed;
    private byte[]? _peerCertificate;
    private DtlsFingerprint[]? _expected;
    private bool _verified;

    internal DtlsSession(DtlsContext context, DtlsRole role, IDtlsSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        Role = role;
        _sink = sink;
        _ssl = new SslHandle(context, this, role);
    }

    public DtlsRole Role { get; }

    public DtlsState State { get; private set; }

    /// <summary>Why <see cref="State"/> is <see cref="DtlsState.Failed"/>.</summary>
    public DtlsFailure Failure { get; private set; }

    /// <summary>OpenSSL's words for a failure, for logs. They carry nothing of the peer's.</summary>
    public string? FailureDetail { get; private set; }

    /// <summary>The SRTP profile agreed on, once connected.</summary>
    public SrtpProfile? Profile { get; private set; }

    /// <summary>Whether the peer's certificate was found in the fingerprints given to <see cref="Expect"/>.</summary>
    public bool IsPeerVerified => _verified;

    /// <summary>
    /// How long until <see cref="HandleTimeout"/> is due, or null while no flight waits for an answer. It changes with each call. OpenSSL
    /// measures it by the machine's clock, and a retransmission needs a new record number, so the time cannot be passed in.
    /// </summary>
    public TimeSpan? NextTimeout
    {
        get
        {
            if (_disposed || State != DtlsState.Handshaking) return null;
            var left = _ssl.TimeLeft();
            GC.KeepAlive(this);
            return left;
        }
    }

    /// <summary>Sends a client's ClientHello. A server waits for it: nothing happens.</summary>
    public void Start()
    {
        if (Role != DtlsRole.Client || State != DtlsState.Handshaking || !Enter()) return;
        Handshake();
        Leave();
    }

    /// <summary>
    /// Gives it a datagram that came from the peer: only from an address that ICE has verified, for whoever can inject records during
    /// the handshake can spoil it. Datagrams that are no DTLS, damaged, repeated or late do nothing.
    /// </summary>
    public void Feed(ReadOnlySpan<byte> datagram)
    {
        if (!DtlsRecords.AreWellFormed(datagram)) return;
        if (State is DtlsState.Closed or DtlsState.Failed || !Enter()) return;
        fixed (byte* bytes = datagram)
        {
            _incoming = bytes;
            _incomingLength = datagram.Length;
            if (State == DtlsState.Handshaking) Handshake();
            if (State == DtlsState.Connected) Read();
            _incoming = null;
            _incomingLength = 0;
        }

        Leave();
    }

    /// <summary>Repeats the last flight if its time is up (100 ms at first, doubling to 3.2 s), else nothing. After the twelfth the session fails.</summary>
    public void HandleTimeout()
    {
        if (State != DtlsState.Handshaking || !Enter()) return;
        OpenSsl.ERR_clear_error();
        if (OpenSsl.SSL_ctrl(_ssl.Pointer, OpenSsl.CtrlHandleTimeout, 0, null) < 0) Fail(DtlsFailure.TimedOut, OpenSsl.Reason());
        Leave();
    }

    /// <summary>
    /// Says which certificates the peer's SDP names. May come before or after the handshake: until then keys are held back. Only the
    /// first call counts; a certificate that is not among them ends the session.
    /// </summary>
    public void Expect(params IReadOnlyCollection<DtlsFingerprint> fingerprints)
    {
        if (_expected is not null || !Enter()) return;
        _expected = [.. fingerprints];
        Verify();
        Leave();
    }

    /// <summary>Gives the keys, to be disposed by the caller. False until the session is connected and the peer verified, and after its end.</summary>
    public bool TryGetSrtpKeys([NotNullWhen(true)] out SrtpKeys? keys)
    {
        keys = null;
        if (_disposed || State != DtlsState.Connected || !_verified || Profile is not { } profile) return false;

        Span<byte> material = stackalloc byte[SrtpKeys.ExporterLength(profile)];
        if (_ssl.TryExport("EXTRACTOR-dtls_srtp"u8, material)) keys = SrtpKeys.FromExporter(profile, material);
        CryptographicOperations.ZeroMemory(material);
        GC.KeepAlive(this);
        return keys is not null;
    }

    /// <summary>Makes both ends of our SRTP, or neither: we send under our role's key, and receive under the other's.</summary>
    public bool TryCreateSrtp([NotNullWhen(true)] out SrtpSender? sender, [NotNullWhen(true)] out SrtpReceiver? receiver)
    {
        sender = null;
        receiver = null;
        if (!TryGetSrtpKeys(out var keys)) return false;
        using (keys)
        {
            sender = new SrtpSender(Role == DtlsRole.Client ? keys.Client : keys.Server);
            receiver = new SrtpReceiver(Role == DtlsRole.Client ? keys.Server : keys.Client);
        }

        return true;
    }

    /// <summary>Tells the peer by a close_notify, if it is connected, and ends the session.</summary>
    public void Close()
    {
        if (State is DtlsState.Closed or DtlsState.Failed || !Enter()) return;
        Shutdown();
        State = DtlsState.Closed;
        Leave();
    }

    /// <summary>Frees it without a word to the peer; <see cref="Close"/> first for that.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        if (State is DtlsState.Handshaking or DtlsState.Connected) State = DtlsState.Closed;
        if (!_busy) _ssl.Dispose();
    }

    /// <summary>OpenSSL's read: the datagram being fed, once.</summary>
    internal int TakeIncoming(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _incomingLength);
        if (count > 0) new ReadOnlySpan<byte>(_incoming, count).CopyTo(buffer);
        _incomingLength = 0;
        return count;
    }

    /// <summary>OpenSSL's write. An exception must not cross its frames.</summary>
    internal void SendOutgoing(ReadOnlySpan<byte> datagram)
    {
        if (_disposed) return;
        try
        {
            _sink.Send(datagram);
        }
        catch (Exception)
        {
            // As lost on the way: DTLS repeats it.
        }
    }
}
