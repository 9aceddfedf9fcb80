using Meet.Contracts.Media.Rpc;
using Meet.Media.Tests.Peers;
using Meet.Rtc.Rtcp;
using Meet.Rtc.Rtp;
using Meet.Rtc.Srtp;
using Meet.Testing;
using Meet.Testing.People;

namespace Meet.Media.Tests;

public sealed class ForwardingTests : IDisposable
{
    private readonly TestNode _node = new();
    private readonly Guid _meet = Guid.CreateVersion7();

    public void Dispose() => _node.Dispose();

    [Theory]
    [InlineData(SrtpProfile.AeadAes128Gcm)]
    [InlineData(SrtpProfile.Aes128CmHmacSha1Tag80)]
    public async Task Two_participants_hear_and_see_each_other(SrtpProfile profile)
    {
        await using var anna = await _node.PeerAsync(_meet, profile);
        await using var ben = await _node.PeerAsync(_meet, profile);
        ben.Answer.Bindings.Bindings_.Select(b => (b.Mid, b.ParticipantId, b.Source)).ShouldBe([
            ("2", anna.Id.ToString(), Source.Mic), ("3", anna.Id.ToString(), Source.Camera)]);

        for (ushort i = 0; i < 20; i++)
            anna.SendAudio((ushort)(65_530 + i), 960u * i);
        var first = await ReadAsync(ben, 2);
        first.Sequence.ShouldBeLessThan((ushort)0x8000);
        for (var i = 1; i < 20; i++)
        {
            var next = await ReadAsync(ben, 2);
            next.Sequence.ShouldBe((ushort)(first.Sequence + i));
            next.Timestamp.ShouldBe(first.Timestamp + (uint)(960 * i));
            next.Payload.ShouldBe([(byte)(65_530 + i), 1, 2, 3]);
        }

        // Pictures before the first keyframe would be rubble.
        anna.SendVideo(100, 1, keyframe: false);
        anna.SendVideo(101, 3000, keyframe: true, picture: 7);
        anna.SendVideo(102, 3000, keyframe: false, picture: 8, empty: true);
        anna.SendVideo(103, 6000, keyframe: false, picture: 8);
        var key = await ReadAsync(ben, 3);
        Vp8Descriptor.TryParse(key.Payload, out var descriptor).ShouldBeTrue();
        descriptor.IsKeyframe.ShouldBeTrue();
        (await ReadAsync(ben, 3)).Sequence.ShouldBe((ushort)(key.Sequence + 1), "the padding left no gap");
    }

    [Fact]
    public async Task Tracks_without_announced_ssrcs_are_known_by_their_mid()
    {
        await using var anna = await _node.PeerAsync(_meet, namesSsrc: false);
        await using var ben = await _node.PeerAsync(_meet);

        anna.SendAudio(1, 1, withMid: true);
        await ReadAsync(ben, 2);
        anna.SendVideo(1, 1, keyframe: true);
        await ReadAsync(ben, 3);
    }

    [Fact]
    public async Task A_keyframe_is_asked_for_when_somebody_starts_to_watch_and_again_when_they_say_so()
    {
        await using var anna = await _node.PeerAsync(_meet);
        await using var ben = await _node.PeerAsync(_meet);

        await anna.NextRtcpAsync(IsPli);
        anna.SendVideo(1, 1, keyframe: true);
        await ReadAsync(ben, 3);
        var buffer = new byte[100];
        ben.SendRtcp(Write(buffer, (ref RtcpWriter writer) => writer.AddPli(1, ben.SsrcOf(3))));
        await anna.NextRtcpAsync(IsPli);
    }

    [Fact]
    public async Task A_lost_packet_is_asked_for_upstream_and_sent_again_downstream()
    {
        await using var anna = await _node.PeerAsync(_meet);
        await using var ben = await _node.PeerAsync(_meet);
        anna.SendVideo(10, 1, keyframe: true, picture: 1);
        var first = await ReadAsync(ben, 3);

        anna.SendVideo(12, 2, keyframe: false, picture: 3);
        var later = await ReadAsync(ben, 3);
        later.Sequence.ShouldBe((ushort)(first.Sequence + 2));
        var nack = await anna.NextRtcpAsync(compound => Find(compound, packet => packet.NackCount > 0));
        Find(nack, packet => packet.NackCount > 0 && packet.Nack(0).Sequence == 11 && packet.MediaSsrc == RtcOffer.VideoSsrc).ShouldBeTrue();
        anna.SendVideo(10, 2, keyframe: false, picture: 1, rtx: 1); // a probe: long arrived
        anna.SendVideo(11, 2, keyframe: false, picture: 2, rtx: 2);
        var repairedUpstream = await ReadAsync(ben, 3);
        repairedUpstream.Sequence.ShouldBe((ushort)(first.Sequence + 1));
        repairedUpstream.Payload[4..].ShouldBe(later.Payload[4..]);

        var buffer = new byte[100];
        ben.SendRtcp(Write(buffer, (ref RtcpWriter writer) => writer.AddNack(1, ben.SsrcOf(3), [later.Sequence])));
        var repaired = await ReadAsync(ben, 3, rtx: true);
        repaired.Payload[..2].ShouldBe([(byte)(later.Sequence >> 8), (byte)later.Sequence]);
        repaired.Payload[2..].ShouldBe(later.Payload);
        repaired.Timestamp.ShouldBe(later.Timestamp);
        repaired.PayloadType.ShouldBe((byte)97);
    }

    [Fact]
    public async Task The_sender_gets_congestion_feedback_and_reports_and_the_receiver_sender_reports()
    {
        await using var anna = await _node.PeerAsync(_meet);
        await using var ben = await _node.PeerAsync(_meet);
        for (ushort i = 0; i < 10; i++)
            anna.SendVideo(i, 1, keyframe: i == 0, transport: i);

        await anna.NextRtcpAsync(compound => Find(compound, packet => TransportFeedbackReader.TryRead(packet, out _, out _, out var received) && received > 0));
        await anna.NextRtcpAsync(compound => Find(compound, packet => packet.ReportBlockCount > 0));
        var report = await ben.NextRtcpAsync(compound => Find(compound, packet => packet.TryGetSenderReport(out _)));
        Find(report, packet => packet.TryGetSenderReport(out var read) && read.Ssrc == ben.SsrcOf(3)).ShouldBeTrue();
    }

    [Fact]
    public async Task Forwarding_a_packet_allocates_nothing()
    {
        await using var anna = await _node.PeerAsync(_meet);
        await using var ben = await _node.PeerAsync(_meet);
        await PumpAsync(anna, ben, from: 0);
        var allocated = await Allocations.LeastAsync(AllocatedAsync, round => PumpAsync(anna, ben, from: (round + 1) * 100));

        // The two questions themselves, and what ticks do whoever sends: below the smallest object for each of 100 packets.
        allocated.ShouldBeLessThan(100 * 24);
    }

    [Fact]
    public async Task The_beginning_of_a_picture_that_waits_for_its_rest_goes_out_in_order_and_also_if_no_more_comes()
    {
        await using var anna = await _node.PeerAsync(_meet);
        var watchers = new List<RtcPeer>();
        for (var i = 0; i < 4; i++)
            watchers.Add(await _node.PeerAsync(_meet));

        anna.SendVideo(1, 3000, keyframe: true, marker: false);
        anna.SendVideo(2, 3000, keyframe: false, marker: false);
        anna.SendVideo(3, 3000, keyframe: false, marker: true);
        anna.SendVideo(4, 6000, keyframe: false, picture: 2, marker: false);
        anna.SendAudio(1, 960);

        foreach (var watcher in watchers)
        {
            var first = await ReadAsync(watcher, 3);
            for (var i = 1; i < 4; i++)
                (await ReadAsync(watcher, 3)).Sequence.ShouldBe((ushort)(first.Sequence + i));
        }

        foreach (var watcher in watchers)
            await watcher.DisposeAsync();
    }

    [Fact]
    public async Task A_change_of_source_looks_to_the_receiver_like_one_sender()
    {
        await using var anna = await _node.PeerAsync(_meet);
        await using var ben = await _node.PeerAsync(_meet);
        anna.SendVideo(50_000, 4_000_000_000, keyframe: true, picture: 9);
        var before = await ReadAsync(ben, 3);
        await _node.Node.LeaveAsync(anna.SessionId);

        await using var carl = await _node.PeerAsync(_meet);
        await carl.NextRtcpAsync(IsPli);
        carl.SendVideo(7, 5, keyframe: true, picture: 3000);
        var after = await ReadAsync(ben, 3);

        after.Ssrc.ShouldBe(before.Ssrc);
        after.Sequence.ShouldBe((ushort)(before.Sequence + 1));
        ((int)(after.Timestamp - before.Timestamp)).ShouldBeGreaterThan(0);
        Vp8Descriptor.TryParse(before.Payload, out var first).ShouldBeTrue();
        Vp8Descriptor.TryParse(after.Payload, out var second).ShouldBeTrue();
        second.PictureId.ShouldBe(first.PictureId + 1);
    }

    private static async Task PumpAsync(RtcPeer sender, RtcPeer receiver, int from)
    {
        for (var i = from; i < from + 100; i++)
            sender.SendAudio((ushort)i, (uint)i * 960);
        for (var i = 0; i < 100; i++)
            await receiver.NextRtpAsync(receiver.SsrcOf(2));
    }

    [Fact]
    public async Task Forwarding_pictures_and_keeping_them_for_repairs_allocates_nothing()
    {
        await using var anna = await _node.PeerAsync(_meet);
        await using var ben = await _node.PeerAsync(_meet);
        await _node.FillHistoryBlocksAsync();
        await ShowAsync(anna, ben, from: 0);
        var allocated = await Allocations.LeastAsync(AllocatedAsync, round => ShowAsync(anna, ben, from: (round + 1) * 100));

        // What ticks allocate depends on how long a round takes; the smallest object for each of its packets would be in every round.
        allocated.ShouldBeLessThan(100 * 24);
    }

    private static async Task ShowAsync(RtcPeer sender, RtcPeer receiver, int from)
    {
        // Few at once: a hundred pictures are more than the receiver's socket has room for while its thread waits for a processor.
        for (var i = from; i < from + 100; i += 10)
        {
            for (var j = i; j < i + 10; j++)
                sender.SendVideo((ushort)j, (uint)j * 3000, keyframe: j == 0, picture: j);
            for (var j = 0; j < 10; j++)
                await receiver.NextRtpAsync(receiver.SsrcOf(3));
        }
    }

    private Task<long> AllocatedAsync() => _node.Node.Workers[0].AskAsync(_ => GC.GetAllocatedBytesForCurrentThread());

    private static async Task<Read> ReadAsync(RtcPeer peer, int mid, bool rtx = false)
    {
        var bytes = await peer.NextRtpAsync(rtx ? peer.RtxSsrcOf(mid) : peer.SsrcOf(mid));
        RtpPacket.TryParse(bytes, out var packet).ShouldBeTrue();
        packet.TryGetExtension(RtcOffer.MidId, out var value).ShouldBeTrue("MID negotiated means MID sent");
        value.ToArray().ShouldBe([(byte)('0' + mid)]);
        return new Read(packet.Ssrc, packet.PayloadType, packet.Sequence, packet.Timestamp, packet.Payload.ToArray());
    }

    private static bool IsPli(byte[] compound) => Find(compound, packet => packet.IsPli && packet.MediaSsrc == RtcOffer.VideoSsrc);

    private delegate bool Predicate(RtcpPacket packet);

    private static bool Find(byte[] compound, Predicate predicate)
    {
        foreach (var packet in new RtcpCompound(compound))
        {
            if (predicate(packet))
                return true;
        }

        return false;
    }

    private delegate void Filling(ref RtcpWriter writer);

    private static byte[] Write(byte[] buffer, Filling fill)
    {
        var writer = new RtcpWriter(buffer);
        fill(ref writer);
        return writer.Written.ToArray();
    }

    private sealed record Read(uint Ssrc, byte PayloadType, ushort Sequence, uint Timestamp, byte[] Payload);
}
