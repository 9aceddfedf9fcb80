using System.Net;
using System.Net.Sockets;
using Meet.Media.Tests.Peers;
using Meet.Rtc.Rtp;
using Meet.Testing.People;

namespace Meet.Media.Tests;

public sealed class HostileNetworkTests : IDisposable
{
    private readonly TestNode _node = new();
    private readonly Guid _meet = Guid.CreateVersion7();
    private readonly Socket _stranger = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    public HostileNetworkTests() => _stranger.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public void Dispose()
    {
        _stranger.Dispose();
        _node.Dispose();
    }

    [Fact]
    public async Task A_check_with_the_wrong_password_gets_no_answer()
    {
        await using var peer = await _node.PeerAsync(_meet);
        var ufrag = peer.Parsed.Transport.IceUfrag;

        await _stranger.SendToAsync(RtcPeer.Check(ufrag, "wrong-wrong-wrong-wrong-wrong"), peer.Node);
        await _stranger.SendToAsync(RtcPeer.Check("nobody00", peer.Parsed.Transport.IcePassword), peer.Node);
        await _node.TurnsAsync();

        _stranger.Available.ShouldBe(0);
        await _stranger.SendToAsync(peer.Check(), peer.Node);
        var answer = new byte[200];
        (await _stranger.ReceiveAsync(answer)).ShouldBeGreaterThan(20, "the right password is answered, so silence was no accident");
    }

    [Fact]
    public async Task A_flood_of_garbage_harms_no_session_and_leaves_nothing_behind()
    {
        await using var anna = await _node.PeerAsync(_meet);
        await using var ben = await _node.PeerAsync(_meet);
        var random = new Random(1);
        var garbage = new byte[1200];
        for (var i = 0; i < 20_000; i++)
        {
            var length = random.Next(0, garbage.Length);
            random.NextBytes(garbage.AsSpan(0, length));
            if (length > 8)
                (garbage[0], garbage[1]) = ((byte)((i % 4) switch { 0 => 0, 1 => 22, 2 => 0x80, _ => garbage[0] }), (byte)(i % 3 == 0 ? 200 : 111));
            // From a stranger, and from an address that the node trusts.
            var socket = i % 2 == 0 ? _stranger : anna.Socket;
            await socket.SendToAsync(garbage.AsMemory(0, length), anna.Node);
        }

        await _node.TurnsAsync();
        anna.SendAudio(1, 1);
        await ben.NextRtpAsync(ben.SsrcOf(2));
        _node.Changes.Count.ShouldBe(2, "two connected, none ended");
    }

    [Fact]
    public async Task What_is_too_long_to_be_sent_on_is_dropped_and_counted()
    {
        await using var anna = await _node.PeerAsync(_meet);
        await using var ben = await _node.PeerAsync(_meet);

        SendAudio(anna, 1, length: 1401);
        SendAudio(anna, 2, length: 1400);

        RtpPacket.TryParse(await ben.NextRtpAsync(ben.SsrcOf(2)), out var packet).ShouldBeTrue();
        packet.Payload.Length.ShouldBe(1400 - RtpPacket.MinHeaderLength);
        // With the tag, what UDP over IPv6 has on Ethernet.
        (packet.Data.Length + 16).ShouldBeLessThanOrEqualTo(1500 - 40 - 8);
        _node.Node.Workers[0].Counters.TooLong.ShouldBe(1);
    }

    [Fact]
    public async Task Who_sends_more_packets_than_one_may_is_forwarded_so_many_and_nobody_else_is_touched()
    {
        using var node = new TestNode(maxPacketsPerSecond: 100);
        await using var anna = await node.PeerAsync(_meet);
        await using var ben = await node.PeerAsync(_meet);
        // Anna's line for ben is filled with the next tick.
        node.Time.Advance(TimeSpan.FromMilliseconds(40));
        await node.TurnsAsync();
        node.Time.Freeze();

        for (ushort i = 0; i < 200; i++)
            anna.SendAudio(i, i);
        await node.TurnsAsync();
        ben.SendAudio(1, 1);
        await anna.NextRtpAsync(anna.SsrcOf(2));
        for (ushort i = 0; i < 50; i++)
            await ben.NextRtpAsync(ben.SsrcOf(2));
        ben.PendingRtp.ShouldBe(0);

        node.Time.Advance(TimeSpan.FromMilliseconds(100));
        await node.TurnsAsync();
        anna.SendAudio(200, 200);
        await ben.NextRtpAsync(ben.SsrcOf(2));
    }

    private static void SendAudio(RtcPeer peer, ushort sequence, int length)
    {
        var packet = new byte[length];
        var builder = new RtpPacketBuilder(packet, 111, false, sequence, 1, RtcOffer.AudioSsrc);
        peer.SendRtp(packet.AsSpan(0, builder.End(new byte[length - RtpPacket.MinHeaderLength])));
    }
}
