using Meet.Contracts.Media.Rpc;
using Meet.Media.Codecs;
using Meet.Media.Negotiation;
using Meet.Media.Tests.Codecs;
using Meet.Media.Whip;
using Meet.Testing.People;

namespace Meet.Media.Tests.Whip;

public sealed class WhipPlannerTests
{
    private static readonly MediaPolicy Policy = new([MediaCodec.Vp8]);

    [Fact]
    public async Task A_publishers_lines_are_a_microphone_and_a_camera_by_their_order()
    {
        await using var peer = new RtcPeer(Guid.NewGuid());

        var (plan, _, _) = WhipPlanner.Plan(peer.Offer(receive: 0).Sdp, WhipUse.Publish, Policy);

        plan!.Lines.Cast<PlannedPublication>().Select(line => line.Source).ShouldBe([Source.Mic, Source.Camera]);
        WhipPlanner.SourcesOf(plan).ShouldBe(new Sources { Mic = true, Camera = true });
    }

    [Theory]
    [InlineData("recvonly")]
    [InlineData("sendrecv")]
    public async Task A_player_receives_on_every_line(string direction)
    {
        await using var peer = new RtcPeer(Guid.NewGuid());
        var offer = peer.Offer(receive: 2, sends: false).Sdp.Replace("a=recvonly", $"a={direction}", StringComparison.Ordinal);

        var (plan, _, _) = WhipPlanner.Plan(offer, WhipUse.Play, Policy);

        plan!.Lines.Count.ShouldBe(4);
        plan.Lines.ShouldAllBe(line => line is PlannedSubscription);
    }

    [Theory]
    [InlineData(WhipUse.Publish, "a=sendonly", "a=recvonly")]
    [InlineData(WhipUse.Publish, "a=sendonly", "a=inactive")]
    [InlineData(WhipUse.Publish, "VP8", "H265")]
    [InlineData(WhipUse.Publish, "a=rtcp-mux\r\n", "")]
    [InlineData(WhipUse.Play, "a=sendonly", "a=sendonly")]
    public async Task What_cannot_be_had_in_full_is_refused_as_a_whole(object use, string part, string instead)
    {
        await using var peer = new RtcPeer(Guid.NewGuid());

        var (plan, error, isMalformed) = WhipPlanner.Plan(peer.Offer(receive: 0).Sdp.Replace(part, instead, StringComparison.Ordinal), (WhipUse)use, Policy);

        plan.ShouldBeNull();
        error.ShouldNotBeNull();
        isMalformed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("H264", MediaCodec.H264)]
    [InlineData("AV1", MediaCodec.Av1)]
    public async Task An_encoder_that_has_but_one_codec_is_taken_by_default(string name, object codec)
    {
        await using var peer = new RtcPeer(Guid.NewGuid());
        var offer = peer.Offer(receive: 0);
        offer.Use((name, 102));

        var (plan, _, _) = WhipPlanner.Plan(offer.Sdp, WhipUse.Publish, new MediaPolicy(VideoCodecs.Parse(new WhipOptions().VideoCodecs)!));

        plan!.Lines[1].ShouldBeOfType<PlannedPublication>().Format.Codec.ShouldBe((MediaCodec)codec);
    }

    [Fact]
    public void What_is_no_description_is_told_apart() =>
        WhipPlanner.Plan("v=1", WhipUse.Play, Policy).ShouldSatisfyAllConditions(
            result => result.Plan.ShouldBeNull(),
            result => result.IsMalformed.ShouldBeTrue());
}
