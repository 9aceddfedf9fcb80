using Meet.Media.Codecs;
using Meet.Media.Negotiation;
using Meet.Rtc.Dtls;
using Meet.Rtc.Ice;
using Meet.Testing.People;

namespace Meet.Media.Tests.Negotiation;

public sealed class AlikeLinesTests
{
    [Fact]
    public void Receiving_lines_share_what_was_agreed_on_where_it_is_the_same_and_only_there()
    {
        var offer = RtcOffer.Create(IceCredentials.Create(), DtlsFingerprint.Of([1]), receive: 3);
        // Of the last picture's line: without NACK.
        var last = offer.Sdp.LastIndexOf("a=rtcp-fb:96 nack\r\n", StringComparison.Ordinal);
        offer.Sdp = offer.Sdp.Remove(last, "a=rtcp-fb:96 nack\r\n".Length);

        var lines = Planner.Plan(offer, new MediaPolicy([MediaCodec.Vp8])).Plan!.Lines;

        ReferenceEquals(lines[2]!.Formats, lines[4]!.Formats).ShouldBeTrue();
        ReferenceEquals(lines[3]!.Formats, lines[5]!.Formats).ShouldBeTrue();
        ReferenceEquals(lines[3]!.Extensions, lines[5]!.Extensions).ShouldBeTrue();
        lines[7]!.Formats[0].Sdp.Feedback.ShouldNotContain("nack");
        lines[5]!.Formats[0].Sdp.Feedback.ShouldContain("nack");
        lines.Select(line => line!.Mid).ShouldBe(["0", "1", "2", "3", "4", "5", "6", "7"]);
    }
}
