using System.Runtime.CompilerServices;
using Meet.Rtc.Srtp;

namespace Meet.Rtc.Dtls;

/// <content>How a session is driven through OpenSSL, and what it makes of the outcome.</content>
public sealed unsafe partial class DtlsSession
{
    private const int LargestPlaintext = 16 * 1024;

    private void Handshake()
    {
        OpenSsl.ERR_clear_error();
        var result = OpenSsl.SSL_do_handshake(_ssl.Pointer);
        if (result == 1) OnConnected();
        else if (IsFatal(result)) Fail(DtlsFailure.Protocol, OpenSsl.Reason());
    }

    private void OnConnected()
    {
        Profile = _ssl.SelectedProfile();
        if (Profile is not (SrtpProfile.AeadAes128Gcm or SrtpProfile.Aes128CmHmacSha1Tag80))
        {
            Fail(DtlsFailure.NoSrtpProfile, null);
            return;
        }

        _peerCertificate = _ssl.PeerCertificate();
        State = DtlsState.Connected;
        Verify();
    }

    // Goes on after the handshake: OpenSSL answers here when our last flight was lost. Application data is dropped: we negotiate none.
    [SkipLocalsInit]
    private void Read()
    {
        var buffer = stackalloc byte[LargestPlaintext];
        while (!_deaf)
        {
            OpenSsl.ERR_clear_error();
            var result = OpenSsl.SSL_read(_ssl.Pointer, buffer, LargestPlaintext);
            if (result > 0) continue;
            switch (OpenSsl.SSL_get_error(_ssl.Pointer, result))
            {
                case OpenSsl.ErrorWantRead or OpenSsl.ErrorWantWrite:
                    return;
                case OpenSsl.ErrorZeroReturn:
                    Shutdown();
                    State = DtlsState.Closed;
                    return;
                case OpenSsl.ErrorSystemCall when OpenSsl.ERR_peek_error() == 0:
                    // OpenSSL fell over a record that nobody has authenticated. The keys are good and media goes on: only a goodbye
                    // will not be heard any more, and ICE notices the end anyway.
                    _deaf = true;
                    return;
                default:
                    Fail(DtlsFailure.Protocol, OpenSsl.Reason());
                    return;
            }
        }
    }

    private void Verify()
    {
        if (_expected is null || _peerCertificate is null || State != DtlsState.Connected) return;
        _verified = DtlsFingerprint.AnyMatches(_expected, _peerCertificate);
        if (!_verified) Fail(DtlsFailure.FingerprintMismatch, null);
    }

    private bool IsFatal(int result) =>
        OpenSsl.SSL_get_error(_ssl.Pointer, result) is not (OpenSsl.ErrorWantRead or OpenSsl.ErrorWantWrite);

    // In a handshake there is nothing to close yet, and OpenSSL calls it an error.
    private void Shutdown()
    {
        if (State != DtlsState.Connected) return;
        OpenSsl.ERR_clear_error();
        _ = OpenSsl.SSL_shutdown(_ssl.Pointer);
    }

    private void Fail(DtlsFailure failure, string? detail)
    {
        if (failure is DtlsFailure.FingerprintMismatch) Shutdown();
        _verified = false;
        Failure = failure;
        FailureDetail = detail;
        State = DtlsState.Failed;
    }

    private bool Enter()
    {
        if (_disposed || _busy) return false;
        // As if the datagram were lost, should there be no memory.
        if (State == DtlsState.Connected && !_ssl.TakeBuffers()) return false;
        return _busy = true;
    }

    private void Leave()
    {
        _busy = false;
        if (_disposed)
        {
            // Disposed from within the sink: what the call reached since then does not count.
            if (State is DtlsState.Handshaking or DtlsState.Connected) State = DtlsState.Closed;
            _ssl.Dispose();
        }
        else if (State == DtlsState.Connected)
        {
            // Most of a session's memory, for the few records that may still come.
            _ssl.GiveBuffersBack();
        }

        GC.KeepAlive(this);
    }
}
