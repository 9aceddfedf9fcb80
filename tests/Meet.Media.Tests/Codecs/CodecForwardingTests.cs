using System.Text;
using Meet.Contracts.Media.Rpc;
using Meet.Media.Tests.Peers;
using Meet.Rtc.Rtcp;
using Meet.Rtc.Rtp;
using Meet.Testing.People;

namespace Meet.Media.Tests.Codecs;

public sealed class CodecForwardingTests : IDisposable
{
    private static readonly (string Name, byte Type)[] Sent = [("VP8", 96), ("H264", 102), ("VP9", 98), ("AV1", 45)];
    private static readonly (string Name, byte Type)[] Received = [("AV1", 35), ("VP9", 104), ("H264", 110), ("VP8", 120)];

    private readonly Guid _meet = Guid.CreateVersion7();
    private TestNode _node = null!;

    public void Dispose() => _node.Dispose();

    [Theory]
    [InlineData("H264", 102, 110)]
    [InlineData("VP9", 98, 104)]
    [InlineData("AV1", 45, 35)]
    public async Task A_picture_begins_with_a_keyframe_and_goes_on_under_the_receivers_payload_types(string codec, byte sent, byte received)
    {
        _node = new TestNode(videoCodecs: $"{codec}, VP8");
        await using var anna = await _node.PeerAsync(_meet, change: offer => offer.Use(Sent));
        await using var ben = await _node.PeerAsync(_meet, change: offer => offer.Use(Received));
        anna.Answer.Sdp.ShouldContain($"a=rtpmap:{sent} {codec}/90000\r\n");
        anna.Answer.Sdp.Split("m=video")[1].ShouldNotContain("VP8/90000", customMessage: "what is sent has one codec");

        Send(anna, sent, 100, 3000, Payload(codec, keyframe: false, size: 200), RtcOffer.VideoSsrc);
        Send(anna, sent, 101, 6000, Payload(codec, keyframe: true, size: 200), RtcOffer.VideoSsrc);
        Send(anna, sent, 102, 6000, [], RtcOffer.VideoSsrc);
        Send(anna, sent, 104, 12_000, Payload(codec, keyframe: false, size: 300), RtcOffer.VideoSsrc);
        var key = await ReadAsync(ben);
        key.PayloadType.ShouldBe(received);
        key.Payload.Length.ShouldBe(Payload(codec, keyframe: true, size: 200).Length);
        var later = await ReadAsync(ben);
        later.Sequence.ShouldBe((ushort)(key.Sequence + 2), "padding leaves no gap, a lost packet does");
        later.Payload.Length.ShouldBe(300);

        // The lost one comes as a retransmission, and goes to its place; ben asks for the last one again.
        var repair = Payload(codec, keyframe: false, size: 250);
        await anna.NextRtcpAsync(compound => Find(compound, packet => packet.NackCount > 0 && packet.Nack(0).Sequence == 103));
        Send(anna, (byte)(sent + 1), 1, 9000, [0, 103, .. repair], RtcOffer.VideoRtxSsrc);
        (await ReadAsync(ben)).ShouldSatisfyAllConditions(
            found => found.Sequence.ShouldBe((ushort)(key.Sequence + 1)),
            found => found.Payload.Length.ShouldBe(250));
        var nack = new byte[100];
        var writer = new RtcpWriter(nack);
        writer.AddNack(1, ben.SsrcOf(3), [later.Sequence]);
        ben.SendRtcp(writer.Written);
        var again = await ReadAsync(ben, ben.RtxSsrcOf(3));
        again.PayloadType.ShouldBe((byte)(received + 1));
        again.Payload[2..].ShouldBe(later.Payload);
    }

    [Fact]
    public async Task Simulcast_of_H264_moves_to_a_larger_layer_at_its_parameter_sets()
    {
        _node = new TestNode(videoCodecs: "H264");
        await using var anna = await _node.PeerAsync(_meet, simulcast: true, change: offer => offer.Use(Sent));
        await using var ben = await _node.PeerAsync(_meet, change: offer => offer.Use(Received));
        var sequences = new ushort[] { 100, 40_000, 65_530 };
        var frame = 0u;
        SendLayers(keyframe: true, [0]);
        var small = await ReadAsync(ben);

        var asked = anna.NextRtcpAsync(compound => Find(compound, packet => packet.IsPli && packet.MediaSsrc == 2002));
        while (!asked.IsCompleted)
        {
            SendLayers(keyframe: false, [0, 1, 2]);
            await Task.WhenAny(asked, Task.Delay(50));
        }

        // An IDR slice alone does not do: who has not seen the parameter sets cannot decode it.
        Send(anna, 102, sequences[2]++, 900, [0x65, 0x88, .. new byte[600]], 2002, "h");
        SendLayers(keyframe: true, [2]);
        var large = await ReadAsync(ben);
        for (; large.Payload[0] != 0x78; large = await ReadAsync(ben))
        {
            large.Payload.Length.ShouldBe(300, "of the smallest layer");
            small = large;
        }

        large.Sequence.ShouldBe((ushort)(small.Sequence + 1));
        ((int)(large.Timestamp - small.Timestamp)).ShouldBeGreaterThan(0);
        SendLayers(keyframe: false, [0, 1, 2]);
        (await ReadAsync(ben)).Payload.Length.ShouldBe(500);

        void SendLayers(bool keyframe, int[] layers)
        {
            _node.Time.Advance(TimeSpan.FromMilliseconds(600));
            frame++;
            foreach (var layer in layers)
            {
                var payload = CodecPayloads.H264(keyframe, 300 + (layer * 100));
                Send(anna, 102, sequences[layer]++, (uint)(layer * 1_000_000) + (frame * 3000), payload, (uint)(2000 + layer), RtcOffer.Rids[layer]);
            }
        }
    }

    [Fact]
    public async Task Who_cannot_play_a_track_is_told_and_is_not_asked_for_more_lines()
    {
        _node = new TestNode(videoCodecs: "VP9, VP8");
        await using var anna = await _node.PeerAsync(_meet, change: offer => offer.Use(("VP9", 98), ("VP8", 96)));
        await using var ben = await _node.PeerAsync(_meet);

        var bindings = ben.Answer.Bindings;
        bindings.Bindings_.Select(each => each.Source).ShouldBe([Source.Mic]);
        bindings.Unplayable.ShouldBe([new Binding { ParticipantId = anna.Id.ToString(), Source = Source.Camera }]);
        (bindings.MoreAudio, bindings.MoreVideo).ShouldBe((0, 0));

        // Ben's own picture comes in VP8, which anna has.
        var carl = await _node.PeerAsync(_meet, receive: 2, change: offer => offer.Use(("VP9", 98), ("VP8", 96)));
        carl.Answer.Bindings.Unplayable.ShouldBeEmpty();
        carl.Answer.Bindings.Bindings_.Count.ShouldBe(4);
        await carl.DisposeAsync();
    }

    [Fact]
    public async Task Who_has_none_of_the_codecs_is_told_and_is_not_asked_for_lines_either()
    {
        _node = new TestNode(videoCodecs: "AV1");
        await using var anna = await _node.PeerAsync(_meet, change: offer => offer.Use(("AV1", 98)));
        await using var ben = await _node.PeerAsync(_meet);

        var bindings = ben.Answer.Bindings;
        bindings.Bindings_.Select(each => each.Source).ShouldBe([Source.Mic]);
        bindings.Unplayable.ShouldBe([new Binding { ParticipantId = anna.Id.ToString(), Source = Source.Camera }]);
        (bindings.MoreAudio, bindings.MoreVideo).ShouldBe((0, 0));
    }

    private static byte[] Payload(string codec, bool keyframe, int size) => codec switch
    {
        "H264" => CodecPayloads.H264(keyframe, size),
        "VP9" => CodecPayloads.Vp9(keyframe, 5, spatial: 0, starts: true, ends: true, size),
        _ => CodecPayloads.Av1(keyframe, size),
    };

    private static void Send(RtcPeer peer, byte type, ushort sequence, uint timestamp, byte[] payload, uint ssrc, string? rid = null)
    {
        var packet = new byte[1400];
        var builder = new RtpPacketBuilder(packet, type, marker: true, sequence, timestamp, ssrc);
        builder.AddExtension(RtcOffer.MidId, "1"u8);
        if (rid is not null)
            builder.AddExtension(RtcOffer.RidId, Encoding.ASCII.GetBytes(rid));
        peer.SendRtp(packet.AsSpan(0, builder.End(payload)));
    }

    private static async Task<Read> ReadAsync(RtcPeer peer, uint? ssrc = null)
    {
        RtpPacket.TryParse(await peer.NextRtpAsync(ssrc ?? peer.SsrcOf(3)), out var packet).ShouldBeTrue();
        return new Read(packet.PayloadType, packet.Sequence, packet.Timestamp, packet.Payload.ToArray());
    }

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

    private sealed record Read(byte PayloadType, ushort Sequence, uint Timestamp, byte[] Payload);
}
