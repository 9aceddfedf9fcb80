using Meet.Media.Tests.Peers;
using Meet.Rtc.Ice;
using Meet.Rtc.Rtp;
using Meet.Rtc.Stun;
using Meet.Testing;
using Meet.Testing.People;

namespace Meet.Media.Tests.Reach;

/// <summary>What is different where packets go over a connection.</summary>
public sealed class TcpTests : IDisposable
{
    private readonly TestNode _node = new();
    private readonly Guid _meet = Guid.CreateVersion7();

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task The_answer_offers_tcp_below_udp_and_not_at_all_where_it_is_off()
    {
        await using var anna = await _node.PeerAsync(_meet);
        var lines = anna.Answer.Sdp.Split("\r\n").Where(line => line.StartsWith("a=candidate:", StringComparison.Ordinal)).ToList();
        lines.Count.ShouldBe(2);
        lines[0].ShouldContain(" udp ");
        lines[1].ShouldContain(" tcp ");
        lines[1].ShouldEndWith(" typ host tcptype passive");
        int.Parse(lines[1].Split(' ')[3], null).ShouldBeLessThan(int.Parse(lines[0].Split(' ')[3], null));

        using var without = new TestNode(tcp: false);
        await using var ben = await without.PeerAsync(_meet);
        ben.Answer.Sdp.ShouldNotContain("tcptype");
    }

    [Fact]
    public async Task A_connection_that_breaks_is_followed_by_the_next_and_the_session_goes_on()
    {
        await using var anna = await _node.PeerAsync(_meet);
        // Without checks of its own accord: the loss of the first connection is to be seen before the second one is known.
        await using var ben = await _node.PeerAsync(_meet, keepsConsent: false, path: new TcpPath());
        anna.SendAudio(1, 1);
        await ben.NextRtpAsync(ben.SsrcOf(2));

        await ben.ReopenAsync();
        await _node.UntilAsync(worker => worker.Counters.Connections == 0);
        await ben.CheckAsync();
        await _node.UntilAsync(worker => worker.Counters.Connections == 1);

        await Ways.HearsAsync(ben, anna, from: 2);
        await Ways.HearsAsync(anna, ben, from: 1);
        _node.Changes.Count.ShouldBe(2, "two connected, none ended");
    }

    [Fact]
    public async Task While_there_is_no_connection_nothing_is_sent_anywhere()
    {
        await using var anna = await _node.PeerAsync(_meet);
        await using var ben = await _node.PeerAsync(_meet, path: new TcpPath());
        ben.Socket.Close(0);
        await _node.UntilAsync(worker => worker.Counters.Connections == 0);
        await _node.TurnsAsync();
        var before = _node.Node.Workers[0].Counters;

        anna.SendVideo(1, 1, keyframe: true);
        await _node.TurnsAsync();

        _node.Node.Workers[0].Counters.Dropped.ShouldBe(before.Dropped);
        anna.SendCheck();
        await _node.TurnsAsync();
        _node.Changes.Count.ShouldBe(2, "it is waited for");
    }

    [Fact]
    public async Task Media_follows_a_nomination_from_udp_to_tcp()
    {
        await using var anna = await _node.PeerAsync(_meet);
        await using var ben = await _node.PeerAsync(_meet, keepsConsent: false);
        using var connection = await Raw.OpenAsync(ben);

        connection.Send(ben.Check());
        (await connection.NextAsync()).ShouldSatisfyAllConditions(answer => StunMessage.LooksLikeStun(answer).ShouldBeTrue());

        anna.SendAudio(1, 1);
        var packet = await connection.NextAsync();
        while (RtpPacket.LooksLikeRtcp(packet))
            packet = await connection.NextAsync();
        RtpPacket.TryParse(packet, out var read).ShouldBeTrue();
        read.Ssrc.ShouldBe(ben.SsrcOf(2));
    }

    [Fact]
    public async Task Who_does_not_read_loses_whole_packets_and_nobody_else_waits()
    {
        await using var anna = await _node.PeerAsync(_meet);
        await using var ben = await _node.PeerAsync(_meet, keepsConsent: false);
        await using var carl = await _node.PeerAsync(_meet);
        using var slow = await Raw.OpenAsync(ben);
        slow.Send(ben.Check());
        await slow.NextAsync();

        // Until the kernel's and our buffers for the slow one are full.
        ushort sequence = 1;
        while (_node.Node.Workers[0].Counters.Dropped == 0)
        {
            for (var i = 0; i < 20; i++)
                anna.SendAudio(++sequence, sequence, new byte[1000], level: 127);
            for (var i = 0; i < 20; i++)
                await carl.NextRtpAsync(carl.SsrcOf(2));
        }

        // What it did get are whole packets: the stream is still one of frames.
        for (var packets = 0; packets < 50;)
        {
            var packet = await slow.NextAsync();
            (packet[0] >> 6).ShouldBe(2);
            packets += packet.Length > 1000 && RtpPacket.TryParse(packet, out var read) && read.Ssrc == ben.SsrcOf(2) ? 1 : 0;
        }

        // And it gets new ones when it reads again: they are short.
        do
            anna.SendAudio(++sequence, sequence);
        while (await slow.NextAsync() is var packet && (RtpPacket.LooksLikeRtcp(packet) || packet.Length > 1000));
    }

    [Fact]
    public async Task A_stream_that_is_none_of_packets_ends_and_harms_nobody()
    {
        await using var anna = await _node.PeerAsync(_meet);
        await using var ben = await _node.PeerAsync(_meet, keepsConsent: false);
        using var connection = await Raw.OpenAsync(ben);
        connection.Send(ben.Check());
        await connection.NextAsync();

        // 0xFF 0xFF would be a packet of 65535 bytes.
        await connection.Socket.SendAsync(new byte[] { 0xFF, 0xFF, 1, 2, 3 });

        await connection.OverAsync();
        ben.SendCheck();
        anna.SendAudio(1, 1);
        await ben.NextRtpAsync(ben.SsrcOf(2));
    }

    [Fact]
    public async Task One_who_floods_a_connection_leaves_the_others_their_turn()
    {
        await using var anna = await _node.PeerAsync(_meet, path: new TcpPath());
        await using var ben = await _node.PeerAsync(_meet, path: new TcpPath());
        await using var mallory = await _node.PeerAsync(_meet, keepsConsent: false, path: new TcpPath());
        using var stop = new CancellationTokenSource();
        var flood = Task.Run(() =>
        {
            var garbage = Enumerable.Repeat((byte[])[0, 1, 0x80], 1000).SelectMany(each => each).ToArray();
            while (!stop.IsCancellationRequested)
                mallory.Socket.Send(garbage);
        });

        for (ushort i = 1; i <= 100; i++)
        {
            anna.SendAudio(i, i);
            await ben.NextRtpAsync(ben.SsrcOf(2));
        }

        await stop.CancelAsync();
        await flood;
    }

    [Fact]
    public async Task A_sessions_connections_are_bounded_and_end_with_it()
    {
        await using var ben = await _node.PeerAsync(_meet, keepsConsent: false);
        var connections = new List<Raw>();
        for (var i = 0; i < IceLiteAgent.MaxAddresses + 4; i++)
        {
            connections.Add(await Raw.OpenAsync(ben));
            connections[^1].Send(ben.Check(nominate: false));
            await connections[^1].NextAsync();
            _node.Time.Advance(TimeSpan.FromMilliseconds(2));
            await _node.TurnsAsync();
        }

        // The longest unheard made room; one of the places is that of UDP.
        await Task.WhenAll(connections.Take(5).Select(each => each.OverAsync()));
        (await _node.Node.Workers[0].AskAsync(w => w.Counters.Connections)).ShouldBe(IceLiteAgent.MaxAddresses - 1);

        await _node.Node.LeaveAsync(ben.SessionId);
        await Task.WhenAll(connections.Select(each => each.OverAsync()));
        (await _node.Node.Workers[0].AskAsync(w => w.Counters.Connections)).ShouldBe(0);
        connections.ForEach(each => each.Dispose());
    }

    [Fact]
    public async Task A_node_that_stops_says_goodbye_over_the_connection()
    {
        var path = new TcpPath();
        await using var peer = await _node.PeerAsync(_meet, path: path);

        await _node.Node.EndAllAsync();

        await peer.ClosedAsync();
        await path.EndedAsync();
    }

    [Fact]
    public async Task Forwarding_from_one_connection_to_another_allocates_nothing()
    {
        await using var anna = await _node.PeerAsync(_meet, path: new TcpPath());
        await using var ben = await _node.PeerAsync(_meet, path: new TcpPath());
        ushort sequence = 0;
        await PumpAsync(200);
        var allocated = await Allocations.LeastAsync(AllocatedAsync, _ => PumpAsync(100));

        // As over UDP: the two questions, and what ticks do whoever sends.
        allocated.ShouldBeLessThan(100 * 24);

        async Task PumpAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                anna.SendAudio(++sequence, sequence);
                await ben.NextRtpAsync(ben.SsrcOf(2));
            }
        }

        Task<long> AllocatedAsync() => _node.Node.Workers[0].AskAsync(_ => GC.GetAllocatedBytesForCurrentThread());
    }
}
