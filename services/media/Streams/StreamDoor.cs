using System.Runtime.InteropServices;
using Meet.Media.Net;
using Meet.Rtc.Stun;

namespace Meet.Media.Streams;

/// <summary>A connection whose first packet names one of our username fragments; whoever takes it owns the socket.</summary>
internal readonly record struct Arrival(int Fd, TransportAddress From, byte[] Request);

/// <summary>
/// Where TCP connections come in: one thread for the node, which sleeps while nobody connects. A caller is handed to the worker whose
/// username fragment its first packet names, and is a stranger to every worker until then; a flood of strangers costs this thread's
/// bounded work and nobody else anything. Nothing is ever sent from here.
/// </summary>
internal sealed class StreamDoor : IDisposable
{
    /// <summary>Callers who have not said who they are: a new one takes the place of the one who waits longest.</summary>
    public const int MaxCallers = 256;

    /// <summary>Of these, from one place (<see cref="StreamLimits"/>).</summary>
    public const int MaxCallersOfOne = 64;

    /// <summary>Time for the first packet, in milliseconds: a connection, a lost segment and its repetition.</summary>
    public const long Patience = 5_000;

    /// <summary>Connections taken from the kernel in a second, and at once. The rest waits there, or is refused there.</summary>
    private const int MaxPerSecond = 1000;

    // Those who are in are heard between: nobody makes room for others before they could speak.
    private const int MaxPerTurn = 64;

    private const long SweepMicroseconds = 100_000;

    private readonly IReadOnlyList<ListenSocket> _sockets;
    private readonly StreamLimits _limits;
    private readonly UfragDirectory _ufrags;
    private readonly TimeProvider _time;
    private readonly WakeEvent _wake = new();
    private readonly List<Caller> _callers = new(MaxCallers);
    private readonly Thread _thread;
    private uint _connections;
    private double _allowance = MaxPerSecond;
    private long _allowedAt;
    private long _refused;
    private volatile bool _stopping;

    /// <exception cref="System.ComponentModel.Win32Exception">An address is taken or not this machine's.</exception>
    public StreamDoor(IEnumerable<TransportAddress> addresses, StreamLimits limits, UfragDirectory ufrags, TimeProvider time)
    {
        (_limits, _ufrags, _time) = (limits, ufrags, time);
        _sockets = [.. addresses.Select(address => ListenSocket.Bind(address))];
        _thread = new Thread(Run) { Name = "media-tcp", IsBackground = true };
    }

    /// <summary>Where it listens.</summary>
    public IEnumerable<TransportAddress> Addresses => _sockets.Select(socket => socket.Address);

    /// <summary>Connections that were closed without having been anybody's.</summary>
    public long Refused => Volatile.Read(ref _refused);

    public void Start() => _thread.Start();

    public void Dispose()
    {
        _stopping = true;
        _wake.Set();
        if (_thread.IsAlive)
            _thread.Join();
        foreach (var caller in _callers)
            Refuse(caller.Fd, caller.From);
        foreach (var socket in _sockets)
            socket.Dispose();
        _wake.Dispose();
    }

    private void Run()
    {
        var fds = new int[MaxCallers + _sockets.Count];
        var ready = new bool[fds.Length];
        while (!_stopping)
        {
            for (var i = 0; i < _callers.Count; i++)
                fds[i] = _callers[i].Fd;
            var mayAccept = Replenish();
            for (var i = 0; i < _sockets.Count; i++)
                fds[_callers.Count + i] = mayAccept ? _sockets[i].Fd : -1;
            var known = _callers.Count;
            _wake.Wait(fds.AsSpan(0, known + _sockets.Count), ready, known > 0 || !mayAccept ? SweepMicroseconds : -1);
            for (var i = known - 1; i >= 0; i--)
                Attend(i, ready[i]);
            for (var i = 0; i < _sockets.Count; i++)
            {
                if (ready[known + i])
                    Accept(_sockets[i]);
            }
        }
    }

    private long Now => (long)(_time.GetTimestamp() * (1000d / _time.TimestampFrequency));

    private bool Replenish()
    {
        var now = Now;
        _allowance = Math.Min(MaxPerSecond, _allowance + ((now - _allowedAt) * (MaxPerSecond / 1000d)));
        _allowedAt = now;
        return _allowance >= 1;
    }

    private void Attend(int index, bool hasSpoken)
    {
        var caller = _callers[index];
        var state = hasSpoken ? caller.Read() : CallerState.Waiting;
        if (state == CallerState.Waiting && Now < caller.Deadline)
            return;
        _callers.RemoveAt(index);
        if (state != CallerState.Complete || !TryHandOver(caller))
            Refuse(caller.Fd, caller.From);
    }

    private bool TryHandOver(Caller caller)
    {
        if (!StunMessage.TryParse(caller.Request, out var request) || request.Type != StunMessageType.BindingRequest
            || !request.TryGetUsername(out var ufrag, out _) || _ufrags.Find(ufrag) is not { } owner)
        {
            return false;
        }

        // 0 is UDP.
        if (++_connections == 0)
            _connections = 1;
        return owner.Receive(new Arrival(caller.Fd, caller.From.Over(_connections), caller.Request.ToArray()));
    }

    private void Accept(ListenSocket socket)
    {
        for (var left = MaxPerTurn; left > 0 && _allowance >= 1; left--, _allowance--)
        {
            var fd = socket.Accept(out var from);
            if (fd < 0)
            {
                // Anything but "nobody waits" is a lack, of descriptors for one, which does not pass by asking at once.
                _allowance = Marshal.GetLastPInvokeError() == LibC.Eagain ? _allowance : 0;
                return;
            }

            if (!_limits.TryEnter(from))
            {
                ListenSocket.Reset(fd);
                _refused++;
            }
            else if (IsAtItsLimit(from))
            {
                Refuse(fd, from);
            }
            else
            {
                if (_callers.Count == MaxCallers)
                    RefuseFirst();
                _callers.Add(new Caller(fd, from, Now + Patience));
            }
        }
    }

    private bool IsAtItsLimit(in TransportAddress from)
    {
        var place = StreamLimits.PlaceOf(from);
        var count = 0;
        foreach (var caller in _callers)
            count += caller.Place == place ? 1 : 0;
        return count >= MaxCallersOfOne;
    }

    // They stand in the order in which they came.
    private void RefuseFirst()
    {
        var first = _callers[0];
        _callers.RemoveAt(0);
        Refuse(first.Fd, first.From);
    }

    private void Refuse(int fd, in TransportAddress from)
    {
        ListenSocket.Reset(fd);
        _limits.Leave(from);
        _refused++;
    }
}
