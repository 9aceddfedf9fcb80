using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Meet.Testing.People;

/// <summary>By what somebody's packets go to the node and come back.</summary>
public abstract class PeerPath : IDisposable
{
    public abstract string Protocol { get; }

    public abstract AddressFamily Family { get; }

    public abstract Socket Socket { get; }

    /// <summary>The node's candidate.</summary>
    public IPEndPoint Node { get; set; } = new(IPAddress.Loopback, 0);

    public virtual Task OpenAsync() => Task.CompletedTask;

    public abstract void Send(ReadOnlySpan<byte> packet);

    /// <summary>The length of the next packet, which is in the buffer then.</summary>
    public abstract ValueTask<int> ReceiveAsync(byte[] buffer, CancellationToken cancellationToken);

    /// <exception cref="InvalidOperationException">The answer has no such candidate.</exception>
    public static IPEndPoint CandidateOf(string sdp, string protocol, AddressFamily family)
    {
        foreach (var line in sdp.Split("\r\n"))
        {
            // a=candidate:foundation component protocol priority address port ...
            var words = line.Split(' ');
            if (line.StartsWith("a=candidate:", StringComparison.Ordinal) && words[2] == protocol
                && IPAddress.Parse(words[4]) is var address && address.AddressFamily == family)
            {
                return new IPEndPoint(address, int.Parse(words[5], CultureInfo.InvariantCulture));
            }
        }

        throw new InvalidOperationException($"There is no {protocol} candidate of {family}:\n{sdp}");
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}

public sealed class UdpPath : PeerPath
{
    public UdpPath(IPAddress? from = null)
    {
        from ??= IPAddress.Loopback;
        Socket = new Socket(from.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        Socket.Bind(new IPEndPoint(from, 0));
    }

    public override string Protocol => "udp";

    public override AddressFamily Family => Socket.AddressFamily;

    public override Socket Socket { get; }

    public override void Send(ReadOnlySpan<byte> packet) => Socket.SendTo(packet, Node);

    public override ValueTask<int> ReceiveAsync(byte[] buffer, CancellationToken cancellationToken) =>
        Socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);

    protected override void Dispose(bool disposing) => Socket.Dispose();
}
