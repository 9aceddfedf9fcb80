using System.Net;
using System.Net.Sockets;
using Meet.Rtc.Framing;

namespace Meet.Testing.People;

/// <summary>
/// One TCP connection after another to the node's passive candidate (RFC 6544), packets behind their lengths (RFC 4571). One that the
/// node ends is noticed, and not replaced by itself.
/// </summary>
public sealed class TcpPath(IPAddress? from = null) : PeerPath
{
    private readonly byte[] _chunk = new byte[4096];
    private readonly IPAddress _from = from ?? IPAddress.Loopback;
    private readonly Lock _sending = new();
    private TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StreamFrames _frames = Frames();
    private Socket? _socket;

    public override string Protocol => "tcp";

    public override AddressFamily Family => _from.AddressFamily;

    public override Socket Socket => _socket ?? throw new InvalidOperationException("Not connected.");

    /// <summary>Until the node has ended the connection.</summary>
    public Task EndedAsync() => _ended.Task;

    /// <summary>A new connection; the one before is ended without a word.</summary>
    public override async Task OpenAsync()
    {
        var socket = new Socket(Family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(_from, 0));
        await socket.ConnectAsync(Node);
        _socket?.Close(0);
        (_socket, _frames) = (socket, Frames());
        _ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref _opened, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    public override void Send(ReadOnlySpan<byte> packet)
    {
        Span<byte> framed = stackalloc byte[packet.Length + StreamFrames.HeaderLength];
        StreamFrames.Write(framed, packet);
        lock (_sending)
        {
            try
            {
                Socket.Send(framed);
            }
            catch (Exception over) when (over is SocketException or ObjectDisposedException)
            {
                // Lost, as a datagram is.
            }
        }
    }

    public override async ValueTask<int> ReceiveAsync(byte[] buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (socket, frames, opened, ended) = (Socket, _frames, _opened, _ended);
            if (frames.TryTake(out var frame))
            {
                frame.CopyTo(buffer);
                return frame.Length;
            }

            var length = 0;
            try
            {
                length = await socket.ReceiveAsync(_chunk.AsMemory(0, Math.Min(_chunk.Length, frames.Free.Length)), SocketFlags.None, cancellationToken);
            }
            catch (Exception over) when (over is SocketException or ObjectDisposedException)
            {
                // Ended as by zero bytes.
            }

            _chunk.AsSpan(0, length).CopyTo(frames.Free);
            frames.Advance(length);
            if (length > 0)
                continue;
            ended.TrySetResult();
            await opened.Task.WaitAsync(cancellationToken);
        }
    }

    protected override void Dispose(bool disposing) => _socket?.Dispose();

    private static StreamFrames Frames() => new(maxFrame: 2048, capacity: 8192);
}
