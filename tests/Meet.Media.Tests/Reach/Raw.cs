using System.Net;
using System.Net.Sockets;
using Meet.Testing.People;

namespace Meet.Media.Tests.Reach;

/// <summary>A connection to a node's TCP port that reads only when it is told to, and speaks for nobody by itself.</summary>
internal sealed class Raw : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TcpPath _path;
    private readonly byte[] _buffer = new byte[2048];

    private Raw(TcpPath path) => _path = path;

    public Socket Socket => _path.Socket;

    /// <param name="session">Whose answer names the port.</param>
    /// <param name="from">Another of this machine's loopback addresses.</param>
    public static async Task<Raw> OpenAsync(RtcPeer session, IPAddress? from = null)
    {
        var path = new TcpPath(from) { Node = PeerPath.CandidateOf(session.Answer.Sdp, "tcp", AddressFamily.InterNetwork) };
        await path.OpenAsync();
        return new Raw(path);
    }

    public void Send(byte[] packet) => _path.Send(packet);

    public async Task<byte[]> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return _buffer[..await _path.ReceiveAsync(_buffer, patience.Token)];
    }

    /// <summary>Until the node has ended it. Returns how many bytes came before.</summary>
    public async Task<int> OverAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var total = 0;
        try
        {
            while (await Socket.ReceiveAsync(_buffer, SocketFlags.None, patience.Token) is > 0 and var length)
                total += length;
        }
        catch (SocketException)
        {
            // By a reset.
        }

        return total;
    }

    public void Dispose() => _path.Dispose();
}
