using System.Net;
using System.Net.Sockets;

namespace Meet.Load.Junk;

/// <summary>
/// Sends junk as fast as one thread can, or as fast as it is told, from many addresses that nobody has proven; and counts what comes back,
/// which must be nothing.
/// </summary>
internal sealed class JunkFlood : IDisposable
{
    // Different datagrams of the kind, and different addresses.
    private const int Variety = 64;
    private const int Burst = 32;

    private readonly Socket[] _strangers = [.. Enumerable.Range(0, Variety).Select(i => Bound(new IPAddress([127, 21, 0, (byte)(1 + i)])))];
    private readonly byte[][] _datagrams;
    private readonly double _perSecond;
    private readonly Thread _thread;
    private long _sent;
    private volatile bool _stopping;

    /// <param name="perSecond">Datagrams; 0: no limit.</param>
    public JunkFlood(IPEndPoint node, JunkKind kind, string ufrag, double perSecond = 0)
    {
        _perSecond = perSecond;
        var maker = new JunkMaker(ufrag);
        _datagrams = [.. Enumerable.Range(0, Variety).Select(_ => maker.Make(kind))];
        foreach (var stranger in _strangers)
            stranger.Connect(node);
        _thread = new Thread(Run) { Name = "junk", IsBackground = true };
        _thread.Start();
    }

    public long Sent => Volatile.Read(ref _sent);

    /// <summary>Bytes that the node has sent to those addresses.</summary>
    public long Answered => _strangers.Sum(stranger => (long)stranger.Available);

    public void Stop()
    {
        _stopping = true;
        _thread.Join();
    }

    public void Dispose()
    {
        Stop();
        foreach (var stranger in _strangers)
            stranger.Dispose();
    }

    private void Run()
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0L; !_stopping; i++)
        {
            try
            {
                _strangers[i % Variety].Send(_datagrams[i / Variety % Variety]);
                Volatile.Write(ref _sent, _sent + 1);
            }
            catch (SocketException full) when (full.SocketErrorCode is SocketError.NoBufferSpaceAvailable or SocketError.WouldBlock)
            {
                // The kernel has no room: not sent.
            }

            if (_perSecond > 0 && i % Burst == 0)
            {
                var due = TimeSpan.FromSeconds(i / _perSecond) - TimeProvider.System.GetElapsedTime(began);
                if (due > TimeSpan.FromMilliseconds(1))
                    Thread.Sleep(due);
            }
        }
    }

    private static Socket Bound(IPAddress address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(address, 0));
        return socket;
    }
}
