using System.Collections.Concurrent;
using Meet.Media.Branches;
using Meet.Media.Events;
using Meet.Media.Net;
using Meet.Media.Rooms;
using Meet.Media.Streams;
using Meet.Rtc.Dtls;
using Meet.Rtc.Ice;

namespace Meet.Media.Workers;

/// <summary>
/// One thread with one UDP port that owns its rooms entirely: no lock, no shared state. Other threads reach it through a mailbox, and
/// those who connect by TCP are handed to it there. It sleeps in the kernel until a packet, a message or the next tick comes.
/// </summary>
internal sealed class Worker : IStreamOwner, IDisposable
{
    private const long TickInterval = 20;
    public const int MaxMessagesPerTurn = 64;

    private readonly ConcurrentQueue<Action> _mailbox = new();
    private readonly WakeEvent _wake = new();
    private readonly Inlet _inlet;
    private readonly ReceiveBatch _received = new();
    private readonly PacketPath _path;
    private readonly RelayPath _relayed;
    private readonly WorkerTools _tools;
    private readonly Thread _thread;
    private long _tickDue;
    private long _receivedCount;
    private volatile bool _stopping;

    public Worker(
        int number, MediaOptions options, NodeStreams streams, DtlsContext dtls, TimeProvider time, ISessionReports reports,
        ISessionDirectory directory, ILogger logger)
    {
        var port = options.FirstPort == 0 ? 0 : options.FirstPort + number;
        IReadOnlyList<UdpSocket> sockets = [.. options.ListenAt(port).Select(address => UdpSocket.Bind(address))];
        var table = new StreamTable(streams.Limits);
        _inlet = new Inlet(sockets, table);
        _tools = new WorkerTools(
            new SendBatch(sockets, table), table, new PeerIndex(streams.Ufrags, this), dtls, new WorkerClock(time),
            Announcement.Of(options.Announced, [.. sockets.Select(socket => socket.Address)], streams.Addresses), options.NodeId, reports,
            directory, logger)
        {
            PacketsPerSecond = options.MaxPacketsPerSecond,
        };
        Rooms = new RoomTable(_tools);
        var fanOut = new FanOut(_tools);
        _path = new PacketPath(_tools, _received, fanOut);
        _relayed = new RelayPath(_tools, fanOut);
        _thread = new Thread(Run) { Name = $"media-{number}", IsBackground = true };
    }

    /// <summary>Where browsers are told to send.</summary>
    public IReadOnlyList<IceCandidate> Candidates => _tools.Candidates;

    /// <summary>Worker's thread only: reach it through <see cref="AskAsync"/>.</summary>
    public RoomTable Rooms { get; }

    public WorkerLinks Links => _tools.Links;

    /// <summary>Worker's thread only.</summary>
    public HistoryBlocks HistoryBlocks => _tools.HistoryBlocks;

    public void Start() => _thread.Start();

    public WorkerCounters Counters => new(
        Volatile.Read(ref _receivedCount), _tools.Send.Sent, _tools.Send.Messages, _tools.Send.Dropped, Rooms.SessionCount, Rooms.RoomCount,
        _tools.Streams.Count, _path.TooLong);

    /// <summary>Its part of the node's. Worker's thread only.</summary>
    public Holdings Holdings => new()
    {
        Sessions = Rooms.SessionCount,
        Rooms = Rooms.RoomCount,
        Addresses = _tools.Peers.Addresses,
        Credentials = _tools.Peers.Credentials,
        HistoryBlocks = _tools.HistoryBlocks.Rented,
    };

    /// <summary>Runs a function on the worker's thread.</summary>
    /// <exception cref="ObjectDisposedException">The worker has stopped.</exception>
    public Task<T> AskAsync<T>(Func<Worker, T> question)
    {
        ObjectDisposedException.ThrowIf(_stopping, this);
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _mailbox.Enqueue(() =>
        {
            try
            {
                answer.SetResult(question(this));
            }
            catch (Exception failure)
            {
                answer.SetException(failure);
            }
        });
        _wake.Set();
        return answer.Task;
    }

    /// <summary>Has a function run on the worker's thread, behind those that were given before; one that stops may not run it any more.</summary>
    public void Tell(Action<Worker> message)
    {
        _mailbox.Enqueue(() => message(this));
        _wake.Set();
    }

    /// <summary>Ends its sleep, or the next one before it begins.</summary>
    public void Wake() => _wake.Set();

    public bool Receive(Arrival arrival)
    {
        if (_stopping)
            return false;
        _mailbox.Enqueue(() => Admit(arrival));
        _wake.Set();
        return true;
    }

    /// <summary>Ends the thread. Only when all of the node's have ended can any of them be disposed: until then they wake one another.</summary>
    public void Stop()
    {
        _stopping = true;
        _wake.Set();
        if (_thread.IsAlive)
            _thread.Join();
    }

    public void Dispose()
    {
        _tools.Links.Dispose();
        _inlet.Dispose();
        _wake.Dispose();
        _received.Dispose();
        _tools.Send.Dispose();
    }

    private void Run()
    {
        var busy = false;
        while (!_stopping)
        {
            if (!busy)
                Wait();
            try
            {
                busy = Turn();
            }
            catch (Exception failure)
            {
                // A fault of ours in one packet must not silence a node full of calls.
                Log.TurnFailed(_tools.Logger, failure);
                _path.Abandon();
                _relayed.Abandon();
            }
        }

        // Nobody shall wait for an answer for ever.
        while (_mailbox.TryDequeue(out var message))
            message();
    }

    private void Wait()
    {
        if (_path.IsHolding)
            _wake.Wait([], [], PacketPath.HoldMicroseconds);
        else
            _inlet.Wait(_wake, Math.Max(0, _tickDue - _tools.Clock.Now) * 1000);
    }

    /// <summary>A connection is held by those only whose first packet was a proven check.</summary>
    private void Admit(Arrival arrival)
    {
        _tools.Streams.Add(arrival.Fd, new StreamConnection(arrival.Fd, arrival.From));
        if (!_path.OnStun(arrival.Request, arrival.From))
            _tools.Streams.Close(arrival.From.Connection);
    }

    /// <summary>True if more packets may wait already.</summary>
    private bool Turn()
    {
        _tools.Clock.Read();
        var count = _inlet.Receive(_received, _path.Used, out var mayBeMore);
        _receivedCount += count;
        _path.Run(count);
        mayBeMore |= _relayed.Run();
        while (_tools.Streams.TakeOver() is { } gone)
            _tools.Peers.Find(gone.Address)?.Transport.OnWayGone(gone.Address);
        for (var i = 0; i < MaxMessagesPerTurn && _mailbox.TryDequeue(out var message); i++)
            message();
        if (_tools.Clock.Now >= _tickDue)
        {
            _tickDue = _tools.Clock.Now + TickInterval;
            Rooms.OnTick();
            _tools.Streams.OnTick();
        }

        _tools.Links.Flush();
        _tools.Send.Flush();
        return mayBeMore || _path.HasHandshakes || !_mailbox.IsEmpty;
    }
}

/// <summary>What a worker has done and holds. Read from other threads: each number is whole, together they are of about one instant.</summary>
internal readonly record struct WorkerCounters(long Received, long Sent, long Messages, long Dropped, int Sessions, int Meets, int Connections, long TooLong);
