using Meet.Media.Net;
using Meet.Media.Streams;
using Meet.Media.Workers;
using Meet.Rtc.Dtls;
using Meet.Rtc.Ice;
using Meet.Rtc.Srtp;
using Meet.Rtc.Stun;

namespace Meet.Media.Rooms;

/// <summary>What a transport tells the participant it belongs to.</summary>
internal interface IPeerTransportOwner
{
    void OnConnected();

    /// <summary>DTLS failed: wrong certificate, broken protocol or silence.</summary>
    void OnFailed();

    /// <summary>The peer closed its side, or its consent lapsed.</summary>
    void OnLost();
}

/// <summary>
/// One participant's way to its browser: ICE decides where it is, DTLS who it is, SRTP carries. Everything is taken from validated
/// addresses only, and media is sent to the selected one only.
/// </summary>
internal sealed class PeerTransport : IDtlsSink, IDisposable
{
    private readonly IPeerTransportOwner _owner;
    private readonly Participant _participant;
    private readonly SendBatch _send;
    private readonly PeerIndex _peers;
    private readonly StreamTable _streams;
    private readonly DtlsSession _dtls;
    private TransportAddress _handshakeWith;
    private SrtpSender? _sender;
    private SrtpReceiver? _receiver;
    private bool _over;

    // What ICE knows, copied at each check: a packet asks for it, a check comes every few seconds.
    private TransportAddress _selected;
    private long _consentUntil;

    public PeerTransport(Participant participant, WorkerTools tools, IReadOnlyList<DtlsFingerprint> expected)
    {
        _participant = participant;
        _owner = participant;
        _send = tools.Send;
        _peers = tools.Peers;
        _streams = tools.Streams;
        Ice = new IceLiteAgent(IceCredentials.Create());
        _peers.Add(Ice.Local, participant);
        _dtls = tools.Dtls.CreateSession(DtlsRole.Server, this);
        _dtls.Expect(expected);
    }

    public IceLiteAgent Ice { get; }

    public bool IsConnected => _sender is not null && !_over;

    /// <summary>True while the browser is there and lets us send.</summary>
    public bool CanSend(long now) => IsConnected && now < _consentUntil && !_selected.IsNone;

    /// <summary>Answers a connectivity check, if it is proven. True: the peer may speak from there now.</summary>
    public bool OnCheck(in StunMessage request, in TransportAddress from, long now)
    {
        var check = Ice.HandleRequest(request, from, now, _send.Next, out var length);
        if (length > 0)
            _send.Commit(length, from);
        if (check is not (IceCheck.Validated or IceCheck.Selected))
            return false;
        (_selected, _consentUntil) = (Ice.Selected, now + IceLiteAgent.ConsentMilliseconds);
        if (!Ice.LastEvicted.IsNone)
            _peers.Remove(Ice.LastEvicted, _participant);
        if (Ice.LastEvicted.Connection != 0)
            _streams.Close(Ice.LastEvicted.Connection);
        _peers.Add(from, _participant);
        return true;
    }

    /// <summary>A TCP connection of the peer's is over. Until it comes by another way, or consent lapses, nothing is sent where there is no other.</summary>
    public void OnWayGone(in TransportAddress address)
    {
        Ice.Forget(address);
        _selected = Ice.Selected;
        _peers.Remove(address, _participant);
    }

    public void OnDtls(ReadOnlySpan<byte> datagram, in TransportAddress from)
    {
        _handshakeWith = from;
        _dtls.Feed(datagram);
        Follow();
    }

    /// <summary>Opens a packet in place.</summary>
    public bool TryOpenRtp(Span<byte> datagram, out int length)
    {
        length = 0;
        return _receiver is not null && _receiver.TryUnprotect(datagram, datagram.Length, out length);
    }

    public bool TryOpenRtcp(Span<byte> datagram, out int length)
    {
        length = 0;
        return _receiver is not null && _receiver.TryUnprotectRtcp(datagram, datagram.Length, out length);
    }

    /// <summary>The memory to write the next packet to; <see cref="SendRtp"/> or <see cref="SendRtcp"/> sends it.</summary>
    public Span<byte> Next => _send.Next;

    /// <param name="packet">What <see cref="Next"/> gave.</param>
    /// <param name="length">Of the plain packet, in bytes.</param>
    public void SendRtp(Span<byte> packet, int length)
    {
        if (!_selected.IsNone && _sender!.TryProtect(packet, length, out var protectedLength))
            _send.Commit(protectedLength, _selected);
    }

    public void SendRtcp(int length)
    {
        if (!_selected.IsNone && _sender!.TryProtectRtcp(_send.Next, length, out var protectedLength))
            _send.Commit(protectedLength, _selected);
    }

    /// <summary>DTLS retransmissions and the end of consent.</summary>
    public void OnTick(long now)
    {
        if (_over)
            return;
        if (!_handshakeWith.IsNone && _dtls.NextTimeout <= TimeSpan.Zero)
        {
            _dtls.HandleTimeout();
            Follow();
        }

        if (IsConnected && !Ice.HasConsent(now))
        {
            _over = true;
            _owner.OnLost();
        }
    }

    /// <summary>New credentials for an ICE restart; the old pair goes on until they are used.</summary>
    public void Restart()
    {
        Ice.Restart(IceCredentials.Create());
        _peers.Add(Ice.Local, _participant);
    }

    void IDtlsSink.Send(ReadOnlySpan<byte> datagram)
    {
        datagram.CopyTo(_send.Next);
        _send.Commit(datagram.Length, _sender is null || _selected.IsNone ? _handshakeWith : _selected);
    }

    public void Dispose()
    {
        _over = true;
        _peers.Remove(_participant);
        _dtls.Close();
        _dtls.Dispose();
        CloseConnections();
        _sender?.Dispose();
        _receiver?.Dispose();
    }

    private void CloseConnections()
    {
        Span<TransportAddress> validated = stackalloc TransportAddress[IceLiteAgent.MaxAddresses];
        foreach (var address in validated[..Ice.CopyValidated(validated)])
        {
            if (address.Connection != 0)
                _streams.Close(address.Connection);
        }
    }

    private void Follow()
    {
        if (_over)
            return;
        switch (_dtls.State)
        {
            case DtlsState.Connected when _sender is null && _dtls.TryCreateSrtp(out _sender, out _receiver):
                _owner.OnConnected();
                break;
            case DtlsState.Failed:
                _over = true;
                _owner.OnFailed();
                break;
            case DtlsState.Closed:
                _over = true;
                _owner.OnLost();
                break;
        }
    }
}
