using System.Net;
using System.Net.Sockets;
using Meet.Media.Tests.Peers;
using Meet.Rtc.Dtls;
using Meet.Testing.People;

namespace Meet.Media.Tests;

/// <summary>What one peer may take of a worker's time for handshakes.</summary>
public sealed class HandshakeShareTests : IDisposable
{
    /// <summary>docs/media/sessions.md.</summary>
    private const int Share = 8;

    private readonly TestNode _node = new();
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly byte[] _answer = new byte[2048];

    public HandshakeShareTests() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public void Dispose()
    {
        _socket.Dispose();
        _node.Dispose();
    }

    [Theory]
    [InlineData(Share - 1, true)]
    [InlineData(Share, false)]
    public async Task A_peer_has_eight_datagrams_of_its_handshake_looked_at_between_two_ticks(int before, bool isAnswered)
    {
        await using var anna = await ProvenAsync();
        using var certificate = DtlsCertificate.Create(TimeProvider.System);
        using var context = new DtlsContext(certificate);
        var hello = new Said();
        using var client = context.CreateSession(DtlsRole.Client, hello);
        client.Expect([.. anna.Parsed.Transport.Fingerprints]);
        client.Start();

        // Of a type that DTLS has, and nothing else.
        for (var i = 0; i < before; i++)
            await _socket.SendToAsync((byte[])[22, .. new byte[19]], anna.Node);
        await _node.TurnsAsync();
        await _socket.SendToAsync(hello.Datagram, anna.Node);
        await _node.TurnsAsync();
        (_socket.Available > 0).ShouldBe(isAnswered);
        if (isAnswered)
            return;

        _node.Time.Advance(TimeSpan.FromMilliseconds(20));
        await _node.TurnsAsync();
        await _socket.SendToAsync(hello.Datagram, anna.Node);
        (await _socket.ReceiveAsync(_answer)).ShouldBeGreaterThan(13);
        _answer[0].ShouldBe((byte)22, "a handshake record");
    }

    /// <summary>As after a Meet has moved here: nobody says their first word twice, for the time of retransmissions does not pass.</summary>
    [Fact]
    public async Task Of_many_whose_handshakes_begin_at_the_same_moment_nobody_has_to_repeat_it()
    {
        const int People = 4 * Share;
        var meet = Guid.CreateVersion7();
        var people = new List<RtcPeer>();
        using var certificate = DtlsCertificate.Create(TimeProvider.System);
        using var context = new DtlsContext(certificate);
        var hello = new Said();
        var sockets = new List<Socket>();
        try
        {
            while (people.Count < People)
            {
                var peer = new RtcPeer(Guid.CreateVersion7());
                people.Add(peer);
                peer.Take((await _node.JoinAsync(meet, peer.Id, peer.Offer())).Answer!);
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
                sockets.Add(socket);
                socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
                await socket.SendToAsync(peer.Check(), peer.Node);
                await socket.ReceiveAsync(_answer);
            }

            _node.Time.Freeze();
            using var client = context.CreateSession(DtlsRole.Client, hello);
            client.Expect([.. people[0].Parsed.Transport.Fingerprints]);
            client.Start();
            using var mayGoOn = new ManualResetEventSlim();
            var held = _node.Node.Workers[0].AskAsync(_ => mayGoOn.Wait(TimeSpan.FromSeconds(30)));
            foreach (var socket in sockets)
                await socket.SendToAsync(hello.Datagram, people[0].Node);
            mayGoOn.Set();
            (await held).ShouldBeTrue();

            foreach (var socket in sockets)
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
                (await socket.ReceiveAsync(_answer, patience.Token)).ShouldBeGreaterThan(13);
                _answer[0].ShouldBe((byte)22, "a handshake record");
            }
        }
        finally
        {
            foreach (var socket in sockets)
                socket.Dispose();
            foreach (var peer in people)
                await peer.DisposeAsync();
        }
    }

    /// <summary>Somebody whom the node knows by a check, at the time that stands still from then on.</summary>
    private async Task<RtcPeer> ProvenAsync()
    {
        var peer = new RtcPeer(Guid.CreateVersion7());
        peer.Take((await _node.JoinAsync(Guid.CreateVersion7(), peer.Id, peer.Offer())).Answer!);
        await _socket.SendToAsync(peer.Check(), peer.Node);
        await _socket.ReceiveAsync(_answer);
        _node.Time.Freeze();
        // The tick that was due before.
        _node.Time.Advance(TimeSpan.FromMilliseconds(20));
        await _node.TurnsAsync();
        return peer;
    }

    private sealed class Said : IDtlsSink
    {
        public byte[] Datagram { get; private set; } = [];

        public void Send(ReadOnlySpan<byte> datagram) => Datagram = datagram.ToArray();
    }
}
