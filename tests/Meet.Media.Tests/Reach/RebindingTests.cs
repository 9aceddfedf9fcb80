using System.Net.Sockets;
using Meet.Media.Tests.Peers;
using Meet.Rtc.Ice;
using Meet.Rtc.Stun;
using Meet.Testing.People;

namespace Meet.Media.Tests.Reach;

/// <summary>A NAT gives somebody another address in the middle of a Meet; and somebody pretends that it has.</summary>
public sealed class RebindingTests : IAsyncLifetime
{
    private readonly TestNode _node = new();
    private readonly Guid _meet = Guid.CreateVersion7();
    private readonly ReboundPath _bensPath = new();
    private RtcPeer _anna = null!;
    private RtcPeer _ben = null!;

    public async ValueTask InitializeAsync()
    {
        _anna = await _node.PeerAsync(_meet);
        _ben = await _node.PeerAsync(_meet, keepsConsent: false, path: _bensPath);
        await Ways.HearsAsync(_anna, _ben, from: 1);
        await Ways.HearsAsync(_ben, _anna, from: 1);
    }

    public async ValueTask DisposeAsync()
    {
        await _anna.DisposeAsync();
        await _ben.DisposeAsync();
        _node.Dispose();
    }

    [Fact]
    public async Task Who_comes_from_another_port_is_heard_after_one_plain_check_and_hears_after_a_second()
    {
        _bensPath.Rebind();
        _bensPath.Send(_ben.Check(nominate: false));
        await Ways.HearsAsync(_anna, _ben, from: 1000);

        _node.Time.Advance(TimeSpan.FromMilliseconds(IceLiteAgent.QuietMilliseconds));
        await Ways.HearsAsync(_anna, _ben, from: 2000);

        await Ways.HearsAsync(_ben, _anna, from: 1000);
    }

    [Fact]
    public async Task Who_only_listens_is_followed_by_its_reports()
    {
        _bensPath.Rebind();
        _bensPath.Send(_ben.Check(nominate: false));
        _node.Time.Advance(TimeSpan.FromMilliseconds(IceLiteAgent.QuietMilliseconds));
        await _node.TurnsAsync();
        // An empty receiver report (RFC 3550 section 6.4.2).
        _ben.SendRtcp([0x80, 201, 0, 1, 0, 0, 0, 1]);

        await Ways.HearsAsync(_ben, _anna, from: 1000);
    }

    [Fact]
    public async Task Who_copies_a_nomination_and_packets_gets_nothing_but_the_answer_to_it()
    {
        using var stranger = new UdpPath { Node = _ben.Node };
        _bensPath.Kept = [];
        for (ushort i = 1000; i < 1100; i++)
        {
            _ben.SendAudio(i, i);
            await _anna.NextRtpAsync(_anna.SsrcOf(2));
            // A nomination and a packet that ben has sent.
            stranger.Send(_ben.Check());
            stranger.Send(_bensPath.Kept[^1]);
            _anna.SendAudio(i, i);
            await _ben.NextRtpAsync(_ben.SsrcOf(2));
            _node.Time.Advance(TimeSpan.FromMilliseconds(100));
        }

        var answer = new byte[2048];
        while (stranger.Socket.Available > 0)
        {
            var length = await stranger.Socket.ReceiveAsync(answer);
            StunMessage.LooksLikeStun(answer.AsSpan(0, length)).ShouldBeTrue();
        }
    }

    /// <summary>Behind a NAT.</summary>
    private sealed class ReboundPath : PeerPath
    {
        private readonly List<UdpPath> _bindings = [new()];

        public override string Protocol => "udp";

        public override AddressFamily Family => AddressFamily.InterNetwork;

        public override Socket Socket => _bindings[^1].Socket;

        /// <summary>What was sent, where somebody keeps it.</summary>
        public List<byte[]>? Kept { get; set; }

        public void Rebind() => _bindings.Add(new UdpPath());

        public override void Send(ReadOnlySpan<byte> packet)
        {
            Kept?.Add(packet.ToArray());
            Socket.SendTo(packet, Node);
        }

        /// <summary>What comes to a port that is bound no longer does not arrive.</summary>
        public override async ValueTask<int> ReceiveAsync(byte[] buffer, CancellationToken cancellationToken)
        {
            while (true)
            {
                var socket = Socket;
                var length = await socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);
                if (socket == Socket)
                    return length;
            }
        }

        protected override void Dispose(bool disposing) => _bindings.ForEach(each => each.Dispose());
    }
}
