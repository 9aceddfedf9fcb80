using Meet.Contracts.Media.Rpc;
using Meet.Media.Codecs;
using Meet.Media.Negotiation;
using Meet.Rtc.Dtls;
using Meet.Rtc.Ice;
using Meet.Testing.People;

namespace Meet.Media.Tests.Negotiation;

public sealed class PlannerTests
{
    private static readonly MediaPolicy Policy = new([MediaCodec.Vp8]);

    private readonly Offer _offer = RtcOffer.Create(IceCredentials.Create(), DtlsFingerprint.Of([1]), receive: 1);

    [Fact]
    public void Lines_are_planned_by_direction_and_source()
    {
        var (plan, error) = Planner.Plan(_offer, Policy);

        error.ShouldBeNull();
        plan!.Lines[0].ShouldBeOfType<PlannedPublication>().Source.ShouldBe(Source.Mic);
        plan.Lines[1].ShouldBeOfType<PlannedPublication>().Ssrc.ShouldBe(RtcOffer.VideoSsrc);
        plan.Lines[1].ShouldBeOfType<PlannedPublication>().RtxSsrc.ShouldBe(RtcOffer.VideoRtxSsrc);
        plan.Lines[1]!.TransportCcId.ShouldBe(RtcOffer.TransportCcId);
        plan.Lines[2].ShouldBeOfType<PlannedSubscription>().AudioLevelId.ShouldBe(RtcOffer.LevelId);
        plan.Lines[3].ShouldBeOfType<PlannedSubscription>().Formats[0].Rtx!.PayloadType.ShouldBe((byte)97);
    }

    [Fact]
    public void A_sending_line_whose_source_is_not_told_stays_idle()
    {
        _offer.Publish.RemoveAt(1);
        Planner.Plan(_offer, Policy).Plan!.Lines[1].ShouldBeOfType<PlannedIdle>();
    }

    [Fact]
    public void A_line_without_a_codec_we_speak_is_rejected_and_the_rest_goes_on()
    {
        _offer.Sdp = _offer.Sdp.Replace("VP8", "H265", StringComparison.Ordinal);
        var (plan, _) = Planner.Plan(_offer, Policy);
        plan!.Lines.Select(line => line is null).ShouldBe([false, true, false, true]);
    }

    [Theory]
    [InlineData("9", Source.Mic)]
    [InlineData("1", Source.Mic)]
    [InlineData("0", Source.Camera)]
    [InlineData("1", Source.Unspecified)]
    [InlineData("1", Source.Camera)]
    public void Contradictions_between_offer_and_publish_are_refused(string mid, Source source)
    {
        _offer.Publish.Add(new Publish { Mid = mid, Source = source });
        var (plan, error) = Planner.Plan(_offer, Policy);
        plan.ShouldBeNull();
        error!.Reason.ShouldContain("publish");
    }
}
