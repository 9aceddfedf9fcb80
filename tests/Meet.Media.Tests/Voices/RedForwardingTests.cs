using Meet.Media.Tests.Peers;
using Meet.Rtc.Rtp;
using Meet.Testing.People;

namespace Meet.Media.Tests.Voices;

/// <summary>A publisher with redundancy in its voice's packets, and receivers with and without (docs/media/red.md).</summary>
public sealed class RedForwardingTests : IDisposable
{
    private readonly TestNode _node = new();
    private readonly Guid _meet = Guid.CreateVersion7();

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task Who_takes_redundancy_gets_it_under_their_own_types_and_the_others_get_the_frames_alone()
    {
        await using var anna = await _node.PeerAsync(_meet, change: RedOffers.WithRed);
        await using var ben = await _node.PeerAsync(_meet, change: offer => RedOffers.WithRed(offer, opus: 109, red: 121));
        await using var carl = await _node.PeerAsync(_meet);

        anna.SendRed(10, 9600, [1, 2]);
        anna.SendRed(11, 10_560, [3, 4, 5], [1, 2]);
        anna.SendAudio(12, 11_520, [6], level: 30);

        await ExpectAsync(ben, (121, 0, RedOffers.Payload(109, [1, 2])), (121, 1, RedOffers.Payload(109, [3, 4, 5], [1, 2])), (109, 2, [6]));
        await ExpectAsync(carl, (111, 0, [1, 2]), (111, 1, [3, 4, 5]), (111, 2, [6]));
    }

    [Fact]
    public async Task What_was_lost_is_made_of_the_next_packet_for_those_without_redundancy()
    {
        await using var anna = await _node.PeerAsync(_meet, change: RedOffers.WithRed);
        await using var ben = await _node.PeerAsync(_meet, change: RedOffers.WithRed);
        await using var carl = await _node.PeerAsync(_meet);

        anna.SendRed(10, 9600, [1, 2]);
        anna.SendRed(12, 11_520, [5, 6], [3, 4]); // 11 is lost
        anna.SendRed(15, 14_400, [11, 12], [9, 10]); // 13 and 14 are lost, and there is one frame
        anna.SendRed(11, 10_560, [3, 4], [1, 2]); // late
        anna.SendRed(16, 15_360, [13, 14], [11, 12]);

        await ExpectAsync(carl, (111, 0, [1, 2]), (111, 1, [3, 4]), (111, 2, [5, 6]), (111, 4, [9, 10]), (111, 5, [11, 12]), (111, 6, [13, 14]));
        await ExpectAsync(
            ben,
            (63, 0, RedOffers.Payload(111, [1, 2])), (63, 2, RedOffers.Payload(111, [5, 6], [3, 4])), (63, 5, RedOffers.Payload(111, [11, 12], [9, 10])),
            (63, 1, RedOffers.Payload(111, [3, 4], [1, 2])), (63, 6, RedOffers.Payload(111, [13, 14], [11, 12])));
    }

    [Fact]
    public async Task Broken_redundancy_and_that_of_another_codec_goes_to_nobody()
    {
        await using var anna = await _node.PeerAsync(_meet, change: RedOffers.WithRed);
        await using var ben = await _node.PeerAsync(_meet, change: RedOffers.WithRed);

        anna.SendRed(10, 9600, [1, 2]);
        foreach (var (sequence, payload) in new (ushort, string)[] { (11, "ef0fff"), (12, "80000001" + "6f" + "ff01"), (13, "6f") })
            Send(anna, sequence, Convert.FromHexString(payload));
        anna.SendRed(14, 13_440, [9]);

        await ExpectAsync(ben, (63, 0, RedOffers.Payload(111, [1, 2])), (63, 4, RedOffers.Payload(111, [9])));
    }

    [Fact]
    public async Task A_stream_without_announced_ssrc_is_known_by_the_mid_of_its_redundant_packets()
    {
        await using var anna = await _node.PeerAsync(_meet, namesSsrc: false, change: RedOffers.WithRed);
        await using var ben = await _node.PeerAsync(_meet);

        Send(anna, 5, RedOffers.Payload(111, [7]), withMid: true);
        await ExpectAsync(ben, (111, 0, [7]));
    }

    private static void Send(RtcPeer peer, ushort sequence, byte[] payload, bool withMid = false)
    {
        var buffer = new byte[200];
        var builder = new RtpPacketBuilder(buffer, RedOffers.RedType, marker: false, sequence, 960u * sequence, RtcOffer.AudioSsrc);
        if (withMid)
            builder.AddExtension(RtcOffer.MidId, "0"u8);
        peer.SendRtp(buffer.AsSpan(0, builder.End(payload)));
    }

    /// <summary>Payload type, how far behind the first packet's number, payload: of the packets in the order in which they come, and no others between.</summary>
    private static async Task ExpectAsync(RtcPeer peer, params (byte Type, int Behind, byte[] Payload)[] expected)
    {
        ushort first = 0;
        uint started = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            var bytes = await peer.NextRtpAsync(peer.SsrcOf(2));
            RtpPacket.TryParse(bytes, out var packet).ShouldBeTrue();
            (first, started) = i == 0 ? (packet.Sequence, packet.Timestamp) : (first, started);
            packet.Payload.ToArray().ShouldBe(expected[i].Payload, $"packet {i}");
            (packet.PayloadType, (int)(ushort)(packet.Sequence - first)).ShouldBe((expected[i].Type, expected[i].Behind), $"packet {i}");
            (packet.Timestamp - started).ShouldBe((uint)(960 * expected[i].Behind), $"packet {i}");
        }
    }
}
