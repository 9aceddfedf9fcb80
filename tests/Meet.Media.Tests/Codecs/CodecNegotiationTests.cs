using Meet.Contracts.Media.Rpc;
using Meet.Media.Codecs;
using Meet.Media.Negotiation;
using Meet.Rtc.Dtls;
using Meet.Rtc.Ice;
using Meet.Testing.People;

namespace Meet.Media.Tests.Codecs;

public sealed class CodecNegotiationTests
{
    private static readonly MediaPolicy Preferring = new([MediaCodec.Vp9, MediaCodec.Av1, MediaCodec.Vp8]);

    private readonly Offer _offer = RtcOffer.Create(IceCredentials.Create(), DtlsFingerprint.Of([1]), receive: 1);

    [Fact]
    public void What_is_sent_is_in_the_preferred_codec_and_what_is_received_in_any()
    {
        _offer.Use(("VP8", 96), ("H264", 102), ("VP9", 98));
        var (plan, _) = Planner.Plan(_offer, Preferring);

        var sent = plan!.Lines[1].ShouldBeOfType<PlannedPublication>();
        (sent.Format.Codec, sent.Format.Sdp.PayloadType, sent.Format.Rtx!.PayloadType).ShouldBe((MediaCodec.Vp9, (byte)98, (byte)99));
        sent.Format.Sdp.Parameters.ShouldBe("profile-id=0");
        var received = plan.Lines[3].ShouldBeOfType<PlannedSubscription>();
        received.Formats.Select(format => (format.Codec, format.Sdp.PayloadType)).ShouldBe([(MediaCodec.Vp9, (byte)98), (MediaCodec.Vp8, (byte)96)]);
        received.FormatOf(MediaCodec.H264).ShouldBeNull();
    }

    [Fact]
    public void The_dependency_descriptor_is_taken_with_AV1_where_its_long_values_may_be_sent()
    {
        _offer.Use(("AV1", 45), ("VP8", 96));
        var (plan, _) = Planner.Plan(_offer, Preferring);
        plan!.Lines[1]!.DescriptorId.ShouldBe(CodecOffers.DescriptorId);
        plan.Lines[3]!.DescriptorId.ShouldBe(CodecOffers.DescriptorId);

        Planner.Plan(_offer, new MediaPolicy([MediaCodec.Vp8])).Plan!.Lines[3]!.DescriptorId.ShouldBe(0);
        _offer.Sdp = _offer.Sdp.Replace("a=extmap-allow-mixed\r\n", "", StringComparison.Ordinal);
        Planner.Plan(_offer, Preferring).Plan!.Lines[1]!.DescriptorId.ShouldBe(0);
    }

    [Fact]
    public void Who_lacks_the_preferred_codec_sends_in_the_next()
    {
        var (plan, _) = Planner.Plan(_offer, Preferring);
        plan!.Lines[1].ShouldBeOfType<PlannedPublication>().Format.Codec.ShouldBe(MediaCodec.Vp8);
    }
}
