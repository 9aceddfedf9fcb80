using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Meet.Contracts.Media.Rpc;
using Meet.Rtc.Dtls;
using Meet.Rtc.Ice;
using Meet.Rtc.Rtp;
using Meet.Rtc.Sdp;
using Meet.Rtc.Srtp;
using Meet.Rtc.Stun;

namespace Meet.Testing.People;

/// <summary>
/// A browser's media stack in small, on loopback, over UDP or TCP: sends checks, is the DTLS client, speaks SRTP. One task owns the socket's receiving
/// side and DTLS; whoever has it sends, from one thread at a time.
/// </summary>
public sealed class RtcPeer : IDtlsSink, IAsyncDisposable
{
    private const long ConsentInterval = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly PeerPath _path;
    private readonly IceCredentials _credentials = IceCredentials.Create();
    private readonly DtlsCertificate _certificate = DtlsCertificate.Create(TimeProvider.System);
    private readonly DtlsContext _context;
    private readonly DtlsSession _dtls;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<byte[]> _rtp = Channel.CreateUnbounded<byte[]>();
    private readonly Channel<byte[]> _rtcp = Channel.CreateUnbounded<byte[]>();
    private readonly bool _keepsConsent;
    private Checking? _checking;
    private SrtpSender? _sender;
    private SrtpReceiver? _receiver;
    private Task _loop = Task.CompletedTask;

    /// <param name="path">By what it reaches the node; null: UDP on IPv4.</param>
    public RtcPeer(Guid id, SrtpProfile profile = SrtpProfile.AeadAes128Gcm, bool keepsConsent = true, PeerPath? path = null)
    {
        Id = id;
        _path = path ?? new UdpPath();
        _keepsConsent = keepsConsent;
        _context = new DtlsContext(_certificate, profile);
        _dtls = _context.CreateSession(DtlsRole.Client, this);
    }

    public Guid Id { get; }

    public Negotiated Answer { get; private set; } = new();

    public string SessionId => Answer.SessionId;

    public Socket Socket => _path.Socket;

    public IPEndPoint Node => _path.Node;

    public SessionOffer Parsed { get; private set; } = null!;

    public Offer Offer(int receive = 1, bool sends = true, bool namesSsrc = true, bool simulcast = false) =>
        RtcOffer.Create(_credentials, _certificate.Fingerprint, receive, sends, namesSsrc, simulcast);

    public void Take(Negotiated answer)
    {
        Answer = answer;
        SdpParser.TryParse(answer.Sdp.Replace("setup:passive", "setup:active", StringComparison.Ordinal), out var parsed, out var error).ShouldBeTrue(error?.ToString());
        Parsed = parsed!;
        _path.Node = PeerPath.CandidateOf(answer.Sdp, _path.Protocol, _path.Family);
    }

    public async Task ConnectAsync()
    {
        _dtls.Expect([.. Parsed.Transport.Fingerprints]);
        await _path.OpenAsync();
        _loop = Task.Run(ReceiveAsync);
        await _connected.Task.WaitAsync(Patience);
    }

    /// <summary>The SSRC that the answer promises for a receiving line.</summary>
    public uint SsrcOf(int mid) => Parsed.Sections[mid].Sources[0];

    public uint RtxSsrcOf(int mid) => Parsed.Sections[mid].Sources[1];

    public void SendAudio(ushort sequence, uint timestamp, byte level = 127, bool withMid = false) =>
        SendAudio(sequence, timestamp, [(byte)sequence, 1, 2, 3], level, withMid);

    /// <param name="frame">One Opus frame, at most 1000 bytes.</param>
    /// <param name="level">RFC 6464: 0 is the loudest, 127 silence.</param>
    public void SendAudio(ushort sequence, uint timestamp, ReadOnlySpan<byte> frame, byte level, bool withMid = false)
    {
        Span<byte> packet = stackalloc byte[1200];
        var builder = new RtpPacketBuilder(packet, 111, false, sequence, timestamp, RtcOffer.AudioSsrc);
        builder.AddExtension(RtcOffer.LevelId, [level]);
        if (withMid)
            builder.AddExtension(RtcOffer.MidId, "0"u8);
        Send(packet, builder.End(frame));
    }

    public void SendVideo(ushort sequence, uint timestamp, bool keyframe, int picture = 1, int size = 1000, bool empty = false, ushort? transport = null, ushort? rtx = null, bool marker = true)
    {
        Span<byte> packet = stackalloc byte[1500];
        Span<byte> payload = stackalloc byte[size];
        BeginPicture(payload, keyframe, picture);
        var builder = rtx is { } repair
            ? new RtpPacketBuilder(packet, 97, marker, repair, timestamp, RtcOffer.VideoRtxSsrc)
            : new RtpPacketBuilder(packet, 96, marker, sequence, timestamp, RtcOffer.VideoSsrc);
        if (transport is { } number)
            builder.AddExtension(RtcOffer.TransportCcId, [(byte)(number >> 8), (byte)number]);
        builder.AddExtension(RtcOffer.MidId, "1"u8);
        if (rtx is not null)
            payload = [(byte)(sequence >> 8), (byte)sequence, .. payload];
        Send(packet, builder.End(empty ? [] : payload));
    }

    /// <summary>A packet of one layer of simulcast, as a browser sends it until it knows that the node has learnt the SSRC: with MID and RID.</summary>
    /// <param name="layer">0 to 2; its SSRC is 2000 more.</param>
    /// <param name="height">Of the picture, for keyframes.</param>
    public void SendLayer(int layer, ushort sequence, uint timestamp, bool keyframe, int picture, int height = 0, int size = 400)
    {
        Span<byte> packet = stackalloc byte[1500];
        Span<byte> payload = stackalloc byte[size];
        BeginPicture(payload, keyframe, picture);
        if (keyframe)
            ((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A, (byte)(height * 16 / 9), (byte)(height * 16 / 9 >> 8), (byte)height, (byte)(height >> 8)]).CopyTo(payload[7..]);
        var builder = new RtpPacketBuilder(packet, 96, true, sequence, timestamp, (uint)(2000 + layer));
        builder.AddExtension(RtcOffer.MidId, "1"u8);
        builder.AddExtension(RtcOffer.RidId, Encoding.ASCII.GetBytes(RtcOffer.Rids[layer]));
        Send(packet, builder.End(payload));
    }

    /// <param name="packet">A whole plain RTP packet, at most 1480 bytes.</param>
    public void SendRtp(ReadOnlySpan<byte> packet)
    {
        Span<byte> sent = stackalloc byte[1500];
        packet.CopyTo(sent);
        Send(sent, packet.Length);
    }

    /// <summary>As <see cref="SendRtp"/>, of what may be anything. False: SRTP does not take it.</summary>
    /// <param name="packet">At most 2048 bytes.</param>
    public bool TrySendRtp(ReadOnlySpan<byte> packet)
    {
        Span<byte> sent = stackalloc byte[2048 + SrtpProfileSizes.MaxOverhead];
        packet.CopyTo(sent);
        if (!_sender!.TryProtect(sent, packet.Length, out var length))
            return false;
        _path.Send(sent[..length]);
        return true;
    }

    /// <summary>As <see cref="TrySendRtp"/>.</summary>
    public bool TrySendRtcp(ReadOnlySpan<byte> compound)
    {
        Span<byte> sent = stackalloc byte[2048 + SrtpProfileSizes.MaxOverhead];
        compound.CopyTo(sent);
        if (!_sender!.TryProtectRtcp(sent, compound.Length, out var length))
            return false;
        _path.Send(sent[..length]);
        return true;
    }

    public void SendRtcp(ReadOnlySpan<byte> compound)
    {
        Span<byte> packet = stackalloc byte[1500];
        compound.CopyTo(packet);
        _sender!.TryProtectRtcp(packet, compound.Length, out var length).ShouldBeTrue();
        _path.Send(packet[..length]);
    }

    /// <summary>The next RTP packet of that stream; others are passed over.</summary>
    public async Task<byte[]> NextRtpAsync(uint ssrc)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var packet = await _rtp.Reader.ReadAsync(patience.Token);
            if (RtpPacket.TryParse(packet, out var read) && read.Ssrc == ssrc)
                return packet;
        }
    }

    /// <summary>The next RTP packet of each of those streams, whichever comes first: what two streams carry keeps no order between them.</summary>
    /// <param name="ssrcs">Different ones.</param>
    /// <returns>In the order of <paramref name="ssrcs"/>.</returns>
    public async Task<byte[][]> NextRtpOfEachAsync(params uint[] ssrcs)
    {
        var packets = new byte[ssrcs.Length][];
        while (packets.Contains(null))
        {
            var packet = await NextRtpAsync();
            if (RtpPacket.TryParse(packet, out var read) && Array.IndexOf(ssrcs, read.Ssrc) is >= 0 and var stream)
                packets[stream] ??= packet;
        }

        return packets;
    }

    /// <summary>The next RTP packet of any stream.</summary>
    public async Task<byte[]> NextRtpAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _rtp.Reader.ReadAsync(patience.Token);
    }

    /// <summary>The SSRC of each RTP packet that comes, until cancelled.</summary>
    public async IAsyncEnumerable<uint> HeardAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var packet in _rtp.Reader.ReadAllAsync(cancellationToken))
        {
            if (RtpPacket.TryParse(packet, out var read))
                yield return read.Ssrc;
        }
    }

    /// <summary>The next RTCP compound that fits.</summary>
    public async Task<byte[]> NextRtcpAsync(Func<byte[], bool> fits)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var compound = await _rtcp.Reader.ReadAsync(patience.Token);
            if (fits(compound))
                return compound;
        }
    }

    public int PendingRtp => _rtp.Reader.Count;

    public static byte[] Check(string ufrag, string password, bool nominate = true)
    {
        var buffer = new byte[256];
        var writer = new StunWriter(buffer, StunMessageType.BindingRequest, Guid.NewGuid().ToByteArray().AsSpan(0, 12));
        writer.AddBytes(StunAttributeType.Username, Encoding.ASCII.GetBytes($"{ufrag}:peer"));
        writer.AddUInt64(StunAttributeType.IceControlling, 1);
        writer.AddUInt32(StunAttributeType.Priority, 1);
        if (nominate)
            writer.AddFlag(StunAttributeType.UseCandidate);
        writer.AddIntegrity(Encoding.ASCII.GetBytes(password));
        writer.AddFingerprint();
        return writer.Written.ToArray();
    }

    public byte[] Check(bool nominate = true) => Check(Parsed.Transport.IceUfrag, Parsed.Transport.IcePassword, nominate);

    /// <summary>As a browser that goes away: says goodbye in DTLS.</summary>
    public async Task CloseAsync()
    {
        await StopAsync();
        _dtls.Close();
    }

    /// <summary>Until the node has said goodbye in DTLS.</summary>
    public Task ClosedAsync() => _closed.Task.WaitAsync(Patience);

    /// <summary>Proves that it is there, by the path as it is now.</summary>
    public void SendCheck() => _path.Send(Check());

    /// <summary>As <see cref="SendCheck"/>, and until the node has answered it.</summary>
    public async Task CheckAsync()
    {
        var check = Check();
        var checking = new Checking(check[8..20], new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        Volatile.Write(ref _checking, checking);
        _path.Send(check);
        await checking.Answered.Task.WaitAsync(Patience);
    }

    /// <summary>By a new connection, where the path is one of those.</summary>
    public Task ReopenAsync() => _path.OpenAsync();

    void IDtlsSink.Send(ReadOnlySpan<byte> datagram) => _path.Send(datagram);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _dtls.Dispose();
        _context.Dispose();
        _certificate.Dispose();
        _sender?.Dispose();
        _receiver?.Dispose();
        _path.Dispose();
        _stop.Dispose();
    }

    /// <summary>A VP8 payload descriptor with a long PictureID (RFC 7741 section 4.2), and the first byte of a frame.</summary>
    private static void BeginPicture(Span<byte> payload, bool keyframe, int picture)
    {
        payload.Clear();
        payload[0] = 0x90;
        payload[1] = 0x80;
        payload[2] = (byte)(0x80 | (picture >> 8));
        payload[3] = (byte)picture;
        payload[4] = (byte)(keyframe ? 0 : 1);
    }

    private void Send(Span<byte> packet, int length)
    {
        _sender!.TryProtect(packet, length, out var protectedLength).ShouldBeTrue();
        _path.Send(packet[..protectedLength]);
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _loop;
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[2048];
        var checkedAt = 0L;
        while (!_stop.IsCancellationRequested)
        {
            // Far more often than a browser: tests let the node's seconds pass in tens of milliseconds, and consent lapses after 30 of them.
            if (!_connected.Task.IsCompleted || (_keepsConsent && Environment.TickCount64 - checkedAt >= ConsentInterval))
            {
                checkedAt = Environment.TickCount64;
                SendCheck();
            }

            if (_dtls.NextTimeout <= TimeSpan.Zero)
                _dtls.HandleTimeout();
            using var wait = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            wait.CancelAfter(100);
            try
            {
                var length = await _path.ReceiveAsync(buffer, wait.Token);
                OnDatagram(buffer, length);
            }
            catch (OperationCanceledException)
            {
                // Nothing came: time for a check.
            }
        }
    }

    private void OnDatagram(byte[] buffer, int length)
    {
        var datagram = buffer.AsSpan(0, length);
        if (StunMessage.LooksLikeStun(datagram))
        {
            _dtls.Start();
            if (Volatile.Read(ref _checking) is { } checking && datagram[8..20].SequenceEqual(checking.TransactionId))
                checking.Answered.TrySetResult();
        }
        else if (datagram[0] is >= 20 and <= 63)
        {
            _dtls.Feed(datagram);
            if (_sender is null && _dtls.TryCreateSrtp(out _sender, out _receiver))
                _connected.TrySetResult();
            if (_dtls.State == DtlsState.Closed)
                _closed.TrySetResult();
        }
        else if (RtpPacket.LooksLikeRtcp(datagram))
        {
            if (_receiver!.TryUnprotectRtcp(buffer, length, out var plain))
                _rtcp.Writer.TryWrite(buffer[..plain]);
        }
        else if (_receiver!.TryUnprotect(buffer, length, out var plain))
        {
            _rtp.Writer.TryWrite(buffer[..plain]);
        }
    }

    private sealed record Checking(byte[] TransactionId, TaskCompletionSource Answered);
}
