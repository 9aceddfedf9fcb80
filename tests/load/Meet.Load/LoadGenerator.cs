using System.Collections.Concurrent;
using Meet.Load.Figures;
using Meet.Load.Linux;
using Meet.Load.Net;
using Meet.Load.Peers;
using Meet.Load.Streams;
using Meet.Rtc.Dtls;
using Meet.Rtc.Srtp;

namespace Meet.Load;

/// <summary>
/// Many virtual people on one thread with one socket. It asks the kernel every half millisecond and never waits in it for a packet, so
/// that a node's sends wake nobody and the cost of waking is not counted as the node's; what is to be sent goes at its time.
/// </summary>
internal sealed partial class LoadGenerator : IDisposable
{
    /// <summary>Peers' addresses are 127.20.0.0 and above: so many fit, and more than one process has use for.</summary>
    public const int MaxPeers = 4096;

    private const long Tick = 500_000;
    private const long SlowTick = 5_000_000;

    // Datagrams after which those that send have their turn.
    private const int MaxDrain = 8192;

    private readonly ConcurrentQueue<Action> _mailbox = new();
    private readonly PeerSocket _socket = PeerSocket.Open();
    private readonly PeerReceiveBatch _received = new();
    private readonly PeerSendBatch _send;
    private readonly LoadCounts _counts = new();
    private readonly LoadPeer?[] _peers = new LoadPeer?[MaxPeers];
    private readonly List<StreamSource> _sources = [];

    // The one that is free for longest first: to a peer that is gone without a word a node sends for another 30 s.
    private readonly Queue<int> _free = new(Enumerable.Range(0, MaxPeers));
    private readonly DtlsCertificate _certificate = DtlsCertificate.Create(TimeProvider.System);
    private readonly DtlsContext _dtls;
    private readonly PeerTools _tools;
    private readonly Thread _thread;
    private double _speed = 1;
    private volatile bool _stopping;

    /// <param name="profiles">What its peers offer; none given: GCM, then CM80.</param>
    /// <param name="sample">One packet in so many is opened; 1: all.</param>
    public LoadGenerator(int sample = 16, params ReadOnlySpan<SrtpProfile> profiles)
    {
        _send = new PeerSendBatch(_socket);
        _dtls = new DtlsContext(_certificate, profiles);
        _tools = new PeerTools(_send, _dtls, _counts, _socket.Port, sample);
        _thread = new Thread(Run) { Name = "load", IsBackground = true };
        _thread.Start();
    }

    public DtlsFingerprint Fingerprint => _certificate.Fingerprint;

    public ushort Port => _socket.Port;

    /// <summary>How many there are.</summary>
    public Task<int> CountAsync() => AskAsync(() => MaxPeers - _free.Count);

    public Task<LoadPeer> NewPeerAsync() => AskAsync(() =>
    {
        if (!_free.TryDequeue(out var index))
            throw new InvalidOperationException($"{MaxPeers} peers are all that there can be.");
        var peer = new LoadPeer(index, _tools);
        _peers[index] = peer;
        return peer;
    });

    /// <summary>Until the peer's keys are there.</summary>
    /// <exception cref="TimeoutException">They are not after 15 s.</exception>
    public async Task ConnectAsync(LoadPeer peer, NodeTransport node) => await await AskAsync(() => peer.Connect(node));

    public Task<StreamSource> PlayAsync(LoadPeer peer, StreamShape shape, SourceIds ids) => AskAsync(() =>
    {
        var source = new StreamSource(peer, shape, ids);
        peer.Sources.Add(source);
        _sources.Add(source);
        return source;
    });

    /// <summary>The peer is gone.</summary>
    /// <param name="silently">Without the goodbye that a closing page sends.</param>
    public async Task RemoveAsync(LoadPeer peer, bool silently = false) => await AskAsync(() =>
    {
        if (!silently)
            peer.Close();
        _send.Flush();
        foreach (var source in peer.Sources)
            _sources.Remove(source);
        peer.Dispose();
        _peers[peer.Index] = null;
        _free.Enqueue(peer.Index);
        return true;
    });

    /// <param name="speed">1: all sources as they are; 2: twice as often, with bursts unchanged.</param>
    public async Task SetSpeedAsync(double speed) => await AskAsync(() => _speed = speed);

    /// <summary>Runs a function on the generator's thread, within 5 ms.</summary>
    public Task<T> AskAsync<T>(Func<T> question)
    {
        ObjectDisposedException.ThrowIf(_stopping, this);
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _mailbox.Enqueue(() =>
        {
            try
            {
                answer.SetResult(question());
            }
            catch (Exception failure)
            {
                answer.SetException(failure);
            }
        });
        return answer.Task;
    }

    public void Dispose()
    {
        _stopping = true;
        _thread.Join();
        foreach (var peer in _peers)
            peer?.Dispose();
        _dtls.Dispose();
        _certificate.Dispose();
        _received.Dispose();
        _send.Dispose();
        _socket.Dispose();
    }

    private void Run()
    {
        Kernel.SleepPrecisely();
        var slowDue = 0L;
        while (!_stopping)
        {
            Drain();
            var now = Kernel.Read(Kernel.ClockMonotonic);
            var due = SendDue(now);
            if (now >= slowDue)
            {
                slowDue = now + SlowTick;
                Slowly(now);
            }

            _send.Flush();
            Kernel.SleepUntil(Math.Min(due, Kernel.Read(Kernel.ClockMonotonic) + Tick));
        }

        while (_mailbox.TryDequeue(out var message))
            message();
    }

    private void Drain()
    {
        var count = PeerReceiveBatch.Capacity;
        for (var total = 0; count == PeerReceiveBatch.Capacity && total < MaxDrain; total += count)
        {
            count = _received.Receive(_socket);
            for (var i = 0; i < count; i++)
            {
                var beside = _received.Beside(i);
                _drops = Math.Max(_drops, beside.Drops);
                var index = beside.To - PeerSocket.FirstAddress;
                if (index < MaxPeers)
                    _peers[index]?.OnDatagram(_received.Datagram(i), beside.At);
            }
        }
    }

    private long SendDue(long now)
    {
        var next = long.MaxValue;
        foreach (var source in _sources)
        {
            // A burst goes at once: its stamp was taken just before.
            if (source.SendDue(now, _speed))
                _send.Flush();
            next = Math.Min(next, source.Due);
        }

        return next;
    }

    private void Slowly(long now)
    {
        while (_mailbox.TryDequeue(out var message))
            message();
        foreach (var peer in _peers)
            peer?.OnTick(now);
    }
}
