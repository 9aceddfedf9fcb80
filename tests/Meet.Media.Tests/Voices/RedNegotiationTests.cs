using Meet.Contracts.Media.Rpc;
using Meet.Media.Codecs;
using Meet.Media.Negotiation;
using Meet.Media.Tests.Peers;
using Meet.Rtc.Dtls;
using Meet.Rtc.Ice;
using Meet.Testing.People;

namespace Meet.Media.Tests.Voices;

public sealed class RedNegotiationTests
{
    private readonly Offer _offer = RtcOffer.Create(IceCredentials.Create(), DtlsFingerprint.Of([1]), receive: 1);

    [Fact]
    public async Task The_answer_prefers_redundancy_to_the_plain_codec_both_ways()
    {
        using var node = new TestNode();
        RedOffers.WithRed(_offer);

        var answer = (await node.JoinAsync(Guid.CreateVersion7(), Guid.CreateVersion7(), _offer)).Answer!.Sdp;

        answer.Split("m=audio ").Skip(1).ShouldAllBe(section => section.Contains(" UDP/TLS/RTP/SAVPF 63 111\r\n", StringComparison.Ordinal));
        answer.Split("a=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\n").Length.ShouldBe(3, "what is sent, and what is received");
    }

    [Fact]
    public void Redundancy_of_anything_but_the_codec_itself_is_not_taken()
    {
        RedOffers.WithRed(_offer);
        Red(_offer.Sdp).ShouldBe((byte)63);
        Red(_offer.Sdp.Replace("111/111", "111/0", StringComparison.Ordinal)).ShouldBeNull();
        Red(_offer.Sdp.Replace("a=fmtp:63 111/111\r\n", "", StringComparison.Ordinal)).ShouldBeNull();
        Red(_offer.Sdp.Replace("red/48000/2", "red/8000", StringComparison.Ordinal)).ShouldBeNull("ULPFEC's and telephones' are others");
        Red(_offer.Sdp.Replace("111/111", "111/111/111", StringComparison.Ordinal)).ShouldBe((byte)63);
    }

    [Fact]
    public void A_node_may_do_without()
    {
        RedOffers.WithRed(_offer);
        Planner.Plan(_offer, new MediaPolicy([MediaCodec.Vp8], red: false)).Plan!.Lines[0]!.Formats[0].Red.ShouldBeNull();
    }

    private byte? Red(string sdp)
    {
        var (plan, error) = Planner.Plan(new Offer(_offer) { Sdp = sdp }, new MediaPolicy([MediaCodec.Vp8]));
        error.ShouldBeNull();
        return plan!.Lines[0]!.Formats[0].Red?.PayloadType;
    }
}
