using Meet.Load.Linux;
using Meet.Load.Net;
using Meet.Load.Streams;
using Meet.Rtc.Dtls;
using Meet.Rtc.Ice;
using Meet.Rtc.Srtp;
using Meet.Rtc.Stun;

namespace Meet.Load.Peers;

/// <summary>
/// A virtual person's transport: an ICE agent with one host address, which nominates the node's only one, a DTLS client, SRTP. What
/// comes is counted by its clear header, and a sample of it is opened. The generator's thread only.
/// </summary>
internal sealed partial class LoadPeer : IDtlsSink, IDisposable
{
    private const long Millisecond = 1_000_000;
    private const long Patience = 15_000 * Millisecond;
    private const long CheckInterval = 100 * Millisecond;

    /// <summary>RFC 7675 section 5.1 asks for a check every 5 s, more or less a fifth.</summary>
    private const long ConsentInterval = 4_500 * Millisecond;

    private readonly PeerTools _tools;
    private readonly DtlsSession _dtls;
    private readonly PeerReports _reports;
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private NodeTransport? _node;
    private SrtpSender? _sender;
    private SrtpReceiver? _receiver;
    private long _startedAt;
    private long _checkDue;
    private bool _isOver;

    public LoadPeer(int index, PeerTools tools)
    {
        (Index, _tools) = (index, tools);
        _dtls = tools.Dtls.CreateSession(DtlsRole.Client, this);
        _reports = new PeerReports(this, tools);
    }

    public int Index { get; }

    public uint Address => PeerSocket.FirstAddress + (uint)Index;

    /// <summary>What it was told of the node; null before <see cref="Connect"/>.</summary>
    public NodeTransport? Node => _node;

    public IceCredentials Credentials { get; } = IceCredentials.Create();

    public List<StreamSource> Sources { get; } = [];

    public PeerStreams Streams { get; } = new();

    public bool IsConnected => _sender is not null && !_isOver;

    /// <summary>The node has said goodbye, or the handshake has failed.</summary>
    public bool IsOver => _isOver;

    /// <exception cref="TimeoutException">The task's: not connected within 15 s, with how far it came.</exception>
    public Task Connect(NodeTransport node)
    {
        _node = node;
        _dtls.Expect([.. node.Fingerprints]);
        _startedAt = Kernel.Read(Kernel.ClockMonotonic);
        return _connected.Task;
    }

    public void OnDatagram(Span<byte> datagram, long at)
    {
        if (_node is null || datagram.Length < 12)
            return;
        if (datagram[0] >= 128)
            OnMedia(datagram, at);
        else if (StunMessage.LooksLikeStun(datagram))
            OnStun(datagram);
        else if (datagram[0] is >= 20 and <= 63)
            OnDtls(datagram);
    }

    /// <param name="now">Nanoseconds, monotonic.</param>
    public void OnTick(long now)
    {
        if (_node is null || _isOver)
            return;
        if (now >= _checkDue)
        {
            // Each a little apart from the others', so that they do not all come at once.
            _checkDue = now + (IsConnected ? ConsentInterval + (Index % 100 * 10 * Millisecond) : CheckInterval);
            SendCheck(_node);
        }

        if (IsConnected)
        {
            _reports.OnTick(now);
            return;
        }

        if (_dtls.NextTimeout <= TimeSpan.Zero)
            _dtls.HandleTimeout();
        if (now - _startedAt > Patience)
            Fail($"peer {Index} is not connected after 15 s: DTLS is {_dtls.State}");
    }

    /// <summary>The memory of the next packet.</summary>
    public Span<byte> Next => _tools.Send.Next;

    /// <param name="packet">What <see cref="Next"/> gave.</param>
    public void SendRtp(Span<byte> packet, int length)
    {
        if (!IsConnected || !_sender!.TryProtect(packet, length, out var protectedLength))
            return;
        Commit(protectedLength);
        _tools.Counts.Sent++;
    }

    public void SendRtcp(int length)
    {
        if (IsConnected && _sender!.TryProtectRtcp(_tools.Send.Next, length, out var protectedLength))
            Commit(protectedLength);
    }

    /// <summary>Leaves as a browser's page that closes.</summary>
    public void Close()
    {
        _isOver = true;
        _dtls.Close();
    }

    void IDtlsSink.Send(ReadOnlySpan<byte> datagram)
    {
        datagram.CopyTo(_tools.Send.Next);
        Commit(datagram.Length);
    }

    public void Dispose()
    {
        _isOver = true;
        _connected.TrySetCanceled();
        _dtls.Dispose();
        _sender?.Dispose();
        _receiver?.Dispose();
    }

    private void Commit(int length) => _tools.Send.Commit(length, Address, _node!.Address);

    private void SendCheck(NodeTransport node)
    {
        var length = PeerCheck.Write(_tools.Send.Next, Credentials, node.Credentials, (ulong)Index + 1);
        Commit(length);
    }

    private void OnStun(ReadOnlySpan<byte> datagram)
    {
        if (PeerCheck.IsAnswer(datagram, _node!.Credentials))
            _dtls.Start();
    }

    private void OnDtls(ReadOnlySpan<byte> datagram)
    {
        _dtls.Feed(datagram);
        if (_sender is null && _dtls.TryCreateSrtp(out _sender, out _receiver))
            _connected.TrySetResult();
        else if (_dtls.State is DtlsState.Failed)
            Fail($"DTLS failed: {_dtls.Failure} {_dtls.FailureDetail}");
        else if (_dtls.State is DtlsState.Closed)
            _isOver = true;
    }

    private void Fail(string reason)
    {
        _isOver = true;
        _connected.TrySetException(new TimeoutException(reason));
    }
}
