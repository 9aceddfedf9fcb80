using System.Net;
using System.Net.Sockets;

namespace Meet.Testing.Browser.Network;

/// <summary>Stands on this machine between browsers and one UDP port of a media node, and does to what passes what it is told.</summary>
internal sealed class UdpRelay : IAsyncDisposable
{
    private readonly Socket _front;
    private readonly IPEndPoint _node;
    // Touched by the front's reader only, until all have stopped.
    private readonly Dictionary<EndPoint, Binding> _bindings = [];
    private readonly List<Binding> _forgotten = [];
    private readonly List<Task> _readers = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly FaultyPath _toNode;
    private readonly FaultyPath _fromNode;
    private readonly Task _running;
    private volatile Origin _origin = new(IPAddress.Loopback);

    /// <summary>From where the node sees browsers come; another one means: from another port at least.</summary>
    private sealed class Origin(IPAddress address)
    {
        public IPAddress Address => address;
    }

    private sealed record Binding(Origin Origin, Socket Socket);

    public UdpRelay(IPAddress address, int nodePort, Func<PathFaults> toNode, Func<PathFaults> fromNode)
    {
        _front = Bound(address);
        _node = new IPEndPoint(IPAddress.Loopback, nodePort);
        (_toNode, _fromNode) = (new FaultyPath(toNode, seed: 1), new FaultyPath(fromNode, seed: 2));
        _running = Task.WhenAll(
            Task.Run(() => _toNode.RunAsync(_stop.Token)), Task.Run(() => _fromNode.RunAsync(_stop.Token)), Task.Run(ReadFrontAsync));
    }

    public int Port => ((IPEndPoint)_front.LocalEndPoint!).Port;

    /// <summary>
    /// As a NAT that has forgotten its bindings: what a browser sends leaves from a new port from now on, of this address of the machine, and what
    /// the node sends to the old one arrives nowhere.
    /// </summary>
    public void Rebind(IPAddress address) => _origin = new Origin(address);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await Task.WhenAll(_readers);
        _front.Dispose();
        foreach (var binding in _bindings.Values.Concat(_forgotten))
            binding.Socket.Dispose();
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
        var origin = _origin;
        if (!_bindings.TryGetValue(browser, out var binding) || binding.Origin != origin)
        {
            // Stays open: a closed port would be told to the node, which a NAT does not do.
            if (binding is not null)
                _forgotten.Add(binding);
            binding = _bindings[browser] = new Binding(origin, Bound(origin.Address));
            _readers.Add(Task.Run(() => ReadBackAsync(binding, browser)));
        }

        _toNode.Send(datagram, async each => await binding.Socket.SendToAsync(each, _node));
    });

    private Task ReadBackAsync(Binding binding, EndPoint browser) => ReadAsync(binding.Socket, (datagram, _) =>
    {
        if (binding.Origin == _origin)
            _fromNode.Send(datagram, async each => await _front.SendToAsync(each, browser));
    });

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
