using System.Net;
using System.Net.Sockets;

namespace Meet.Testing.Browser.Network;

/// <summary>Stands on this machine between browsers and one UDP port of a media node, and does to what passes what it is told.</summary>
internal sealed class UdpRelay : IAsyncDisposable
{
    private readonly Socket _front;
    private readonly IPEndPoint _node;
    // Touched by the front's reader only, until all have stopped.
    private readonly Dictionary<EndPoint, Socket> _backs = [];
    private readonly List<Task> _readers = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly FaultyPath _toNode;
    private readonly FaultyPath _fromNode;
    private readonly Task _running;

    public UdpRelay(IPAddress address, int nodePort, Func<PathFaults> toNode, Func<PathFaults> fromNode)
    {
        _front = Bound(address);
        _node = new IPEndPoint(IPAddress.Loopback, nodePort);
        (_toNode, _fromNode) = (new FaultyPath(toNode, seed: 1), new FaultyPath(fromNode, seed: 2));
        _running = Task.WhenAll(
            Task.Run(() => _toNode.RunAsync(_stop.Token)), Task.Run(() => _fromNode.RunAsync(_stop.Token)), Task.Run(ReadFrontAsync));
    }

    public int Port => ((IPEndPoint)_front.LocalEndPoint!).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await Task.WhenAll(_readers);
        _front.Dispose();
        foreach (var back in _backs.Values)
            back.Dispose();
        _stop.Dispose();
    }

    private static Socket Bound(IPAddress address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 1 << 20 };
        socket.Bind(new IPEndPoint(address, 0));
        return socket;
    }

    private Task ReadFrontAsync() => ReadAsync(_front, (datagram, browser) =>
    {
        if (!_backs.TryGetValue(browser, out var back))
        {
            back = _backs[browser] = Bound(IPAddress.Loopback);
            _readers.Add(Task.Run(() => ReadBackAsync(back, browser)));
        }

        _toNode.Send(datagram, async each => await back.SendToAsync(each, _node));
    });

    private Task ReadBackAsync(Socket back, EndPoint browser) =>
        ReadAsync(back, (datagram, _) => _fromNode.Send(datagram, async each => await _front.SendToAsync(each, browser)));

    private async Task ReadAsync(Socket socket, Action<byte[], EndPoint> take)
    {
        var buffer = new byte[2048];
        try
        {
            while (true)
            {
                var received = await socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
                take(buffer[..received.ReceivedBytes], received.RemoteEndPoint);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }
}
