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
    public const int NoPair = -1;

    /// <summary>
    /// Checks with a wrong password, between two ticks, after which those from addresses that are not proven are passed over: to find out that
    /// a password is wrong costs more than all else that is dropped. Who is really there repeats theirs.
    /// </summary>
    private const int MaxForged = 16;

    /// <summary>
    /// Of a handshake, between two ticks: what one peer may take of all peers' share of a turn. A browser's longest flight, its certificate, takes three.
    /// </summary>
    private const int MaxHandshakes = 8;

    /// <summary>A report every 50 ms, and where much is lost a word about each of 16 pictures every 20 ms.</summary>
    private const int RtcpPerSecond = 1000;

    private readonly IPeerTransportOwner _owner;
    private readonly Participant _participant;
    private readonly SendBatch _send;
    private readonly PeerIndex _peers;
    private readonly StreamTable _streams;
    private readonly DtlsSession _dtls;
    private readonly WorkerClock _clock;
    private TransportAddress _handshakeWith;
    private long _handshakeAt;
    private SrtpSender? _sender;
    private SrtpReceiver? _receiver;
    private bool _over;
    private readonly int _packetsPerSecond;
    private PacketBudget _packets;
    private PacketBudget _rtcp;
    private int _forged;
    private int _handshakes;

    // What ICE knows, copied where it changes: each packet that is sent asks for it.
    private TransportAddress _selected;
    private long _consentUntil;

    public PeerTransport(Participant participant, WorkerTools tools, IReadOnlyList<DtlsFingerprint> expected)
    {
        _participant = participant;
        _owner = participant;
        _send = tools.Send;
        _peers = tools.Peers;
        _streams = tools.Streams;
        _clock = tools.Clock;
        Ice = new IceLiteAgent(IceCredentials.Create());
        _dtls = tools.Dtls.CreateSession(DtlsRole.Server, this);
        _dtls.Expect(expected);
        _packetsPerSecond = tools.PacketsPerSecond;
        // Last: who is found by it must be there.
        _peers.Add(Ice.Local, participant);
    }

    public IceLiteAgent Ice { get; }

    /// <summary>For the fan-out's use: the first and the last of what it is about to send here, or <see cref="NoPair"/>.</summary>
    public int FirstPair { get; set; } = NoPair;

    public int LastPair { get; set; }

    public bool IsConnected => _sender is not null && !_over;

    /// <summary>From the peer's first word in the handshake to its last, in milliseconds: a round trip and what both computed, or more. Once connected.</summary>
    public long HandshakeMilliseconds { get; private set; }

    /// <summary>True while the browser is there and lets us send.</summary>
    public bool CanSend(long now) => IsConnected && now < _consentUntil && !_selected.IsNone;

    /// <summary>Answers a connectivity check, if it is proven. True: the peer may speak from there now.</summary>
    public bool OnCheck(in StunMessage request, in TransportAddress from, long now)
    {
        if (_forged >= MaxForged && !Ice.IsValidated(from))
            return false;
        var replaced = Ice.Previous;
        var check = Ice.HandleRequest(request, from, now, _send.Next, out var length);
        if (length > 0)
            _send.Commit(length, from);
        if (check is IceCheck.Ignored)
            _forged++;
        if (check is not (IceCheck.Validated or IceCheck.Selected))
            return false;
        FollowIce();
        if (replaced is not null && Ice.Previous is null)
            _peers.Remove(replaced, _participant);
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
        FollowIce();
        _peers.Remove(address, _participant);
    }

    public void OnDtls(ReadOnlySpan<byte> datagram, in TransportAddress from)
    {
        if (_handshakeWith.IsNone)
            _handshakeAt = _clock.Now;
        _handshakeWith = from;
        _dtls.Feed(datagram);
        Follow();
    }

    /// <summary>Whether a datagram of a handshake may be fed now; those of a peer that is connected already may always.</summary>
    public bool TakeHandshake() => _handshakes++ < MaxHandshakes;

    /// <summary>
    /// Opens a packet in place. False above the peer's budget, too: of what is theirs, so that nobody can use it up from their address.
    /// </summary>
    public bool TryOpenRtp(Span<byte> datagram, in TransportAddress from, out int length)
    {
        length = 0;
        if (_receiver is null || !_receiver.TryUnprotect(datagram, datagram.Length, out length))
            return false;
        Hear(from);
        return _packets.Take(_clock.Now, _packetsPerSecond);
    }

    public bool TryOpenRtcp(Span<byte> datagram, in TransportAddress from, out int length)
    {
        length = 0;
        if (_receiver is null || !_receiver.TryUnprotectRtcp(datagram, datagram.Length, out length))
            return false;
        Hear(from);
        return _rtcp.Take(_clock.Now, RtcpPerSecond);
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
        (_forged, _handshakes) = (0, 0);
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
        if (Ice.Previous is not null)
            _peers.Remove(Ice.Local, _participant);
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

    /// <summary>From where the peer's media comes, it is sent: a NAT may give a browser another address that nominates nothing.</summary>
    private void Hear(in TransportAddress from)
    {
        if (Ice.HearMedia(from, _clock.Now))
            FollowIce();
    }

    private void FollowIce() => (_selected, _consentUntil) = (Ice.Selected, Ice.ConsentUntil);

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
                HandshakeMilliseconds = _clock.Now - _handshakeAt;
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
