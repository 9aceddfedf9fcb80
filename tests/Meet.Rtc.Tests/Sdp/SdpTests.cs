using System.Text;
using Meet.Rtc.Dtls;
using Meet.Rtc.Ice;
using Meet.Rtc.Sdp;
using Meet.Rtc.Stun;
using Meet.Rtc.Tests.Rtp;

namespace Meet.Rtc.Tests.Sdp;

public sealed class SdpTests
{
    private static readonly CodecChoice Opus = new("opus", 48000, "minptime=10;useinbandfec=1", ["transport-cc"],
        ["urn:ietf:params:rtp-hdrext:ssrc-audio-level", "urn:ietf:params:rtp-hdrext:sdes:mid"]);

    [Fact]
    public void A_browsers_offer_is_read()
    {
        var offer = Parse(ChromeOffer.Text);

        offer.Bundle.ShouldBe(["0", "1", "2", "3", "4"]);
        offer.Transport.IceUfrag.ShouldBe("Yh8w");
        offer.Transport.Setup.ShouldBe(SdpSetup.ActPass);
        offer.Transport.Fingerprints[0].Algorithm.ShouldBe("sha-256");
        offer.Transport.Fingerprints[0].HashText.ShouldStartWith("6B:8B:F0:");
        offer.Sections.Select(s => (s.Kind, s.Direction)).ShouldBe([
            (SdpKind.Audio, SdpDirection.SendOnly), (SdpKind.Video, SdpDirection.SendOnly),
            (SdpKind.Audio, SdpDirection.RecvOnly), (SdpKind.Video, SdpDirection.RecvOnly), (SdpKind.Application, SdpDirection.SendRecv)]);
        offer.Sections[0].Sources.ShouldBe([3370956129u]);
        offer.Sections[1].Layers.ShouldBe(["h", "l"]);
        offer.Sections[1].Codecs[0].Feedback.ShouldBe(["goog-remb", "transport-cc", "ccm fir", "nack", "nack pli"]);
        offer.Sections[1].Codecs[1].Parameters.ShouldBe("apt=96");
        offer.Sections[3].Codecs[0].Feedback.ShouldBe(["nack pli"]);
    }

    [Fact]
    public void Codecs_and_extensions_are_intersected()
    {
        var section = Parse(ChromeOffer.Text).Sections[0];

        Opus.Codec(section)!.PayloadType.ShouldBe((byte)111);
        Opus.Codec(section)!.Feedback.ShouldBe(["transport-cc"]);
        Opus.Extension(section).Select(e => e.Id).ShouldBe([1, 4]);
        (Opus with { Name = "VP8" }).Codec(section).ShouldBeNull();
        var video = Parse(ChromeOffer.Text).Sections[1];
        CodecChoice.Rtx(video, video.Codecs[0])!.PayloadType.ShouldBe((byte)97);
        CodecChoice.Rtx(section, section.Codecs[0]).ShouldBeNull();
    }

    [Fact]
    public void The_answer_accepts_rejects_and_names_this_nodes_candidates()
    {
        var offer = Parse(ChromeOffer.Text);
        var text = SdpWriter.Write(offer, Answer(offer));

        text.ShouldContain("a=ice-lite\r\n");
        text.ShouldContain("a=group:BUNDLE 0 2\r\n");
        text.ShouldContain("m=audio 21300 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 127.0.0.1\r\na=mid:0\r\n");
        text.ShouldContain("a=candidate:1 1 udp 2130706431 127.0.0.1 21300 typ host\r\n");
        text.ShouldContain("a=setup:passive\r\n");
        text.ShouldContain("m=video 0 UDP/TLS/RTP/SAVPF 96 97 103\r\n");
        text.ShouldContain("m=application 0 UDP/DTLS/SCTP webrtc-datachannel\r\n");
        text.ShouldContain("a=sendonly\r\n");
        text.ShouldContain("a=ssrc-group:FID 77 78\r\na=ssrc:77 cname:node\r\na=ssrc:77 msid:s t\r\na=ssrc:78 cname:node\r\n");
        text.Split("\r\n").Count(line => line.StartsWith("m=", StringComparison.Ordinal)).ShouldBe(5);
        text.Split("a=candidate:").Length.ShouldBe(2, "only the section that carries the bundle lists candidates");
    }

    [Theory]
    [InlineData("send h;l", "h l")]
    [InlineData("send ~l;h", "l h")]
    [InlineData("send l,h;h", "l h")]
    [InlineData("recv x;y send h", "h")]
    [InlineData("send h;unknown", "h")]
    [InlineData("recv h;l", "")]
    public void Layers_are_what_is_both_described_and_sent(string simulcast, string layers) =>
        string.Join(' ', Parse(ChromeOffer.Text.Replace("send h;l", simulcast, StringComparison.Ordinal)).Sections[1].Layers).ShouldBe(layers);

    [Fact]
    public void The_layers_that_are_taken_are_answered()
    {
        var offer = Parse(ChromeOffer.Text);
        var video = new AnsweredSection(SdpDirection.RecvOnly, [offer.Sections[1].Codecs[0]], [], null) { Layers = offer.Sections[1].Layers };

        var text = SdpWriter.Write(offer, Answer(offer) with { Sections = [null, video, null, null, null] });

        text.ShouldContain("a=rid:h recv\r\na=rid:l recv\r\na=simulcast:recv h;l\r\n");
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("hello", 1)]
    [InlineData("v=0\r\nnonsense\r\n", 2)]
    [InlineData("v=0\r\nm=audio 70000 UDP/TLS/RTP/SAVPF 111\r\n", 2)]
    [InlineData("v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 500\r\n", 2)]
    [InlineData("v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:white space\r\n", 3)]
    [InlineData("v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=rtpmap:111 opus\r\n", 3)]
    [InlineData("v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n", 0)]
    [InlineData("v=0\r\na=group:BUNDLE 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n", 3)]
    [InlineData("v=0\r\na=fingerprint:sha-256 zz\r\n", 2)]
    [InlineData("v=0\r\na=ice-pwd:short\r\n", 2)]
    [InlineData("v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=rid:a;b send\r\n", 3)]
    [InlineData("v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=simulcast:both a;b\r\n", 3)]
    [InlineData("v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=simulcast:send a;;b\r\n", 3)]
    public void Nonsense_is_refused_with_the_line(string sdp, int line)
    {
        SdpParser.TryParse(sdp, out var offer, out var error).ShouldBeFalse();

        offer.ShouldBeNull();
        error!.Line.ShouldBe(line);
        error.Reason.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("a=mid:1\n", "a=mid:0\n", "twice")]
    [InlineData("a=setup:actpass", "a=setup:passive", "client")]
    [InlineData("a=group:BUNDLE 0 1 2 3 4", "a=group:BUNDLE 0 1 2 3 9", "BUNDLE")]
    public void An_offer_that_cannot_work_is_refused(string old, string replacement, string reason)
    {
        SdpParser.TryParse(ChromeOffer.Text.Replace(old, replacement, StringComparison.Ordinal), out _, out var error).ShouldBeFalse();
        error!.Reason.ShouldContain(reason);
    }

    [Fact]
    public void Limits_hold()
    {
        SdpParser.TryParse("v=0\r\n" + new string('x', SdpLimits.MaxLength), out _, out var error).ShouldBeFalse();
        error!.Line.ShouldBe(0);
        SdpParser.TryParse("v=0\r\n" + string.Concat(Enumerable.Repeat("b=x\r\n", 4000)), out _, out error).ShouldBeFalse();
        error!.Line.ShouldBe(SdpLimits.MaxLines + 1);
        SdpParser.TryParse("v=0\r\na=" + new string('x', SdpLimits.MaxLineLength), out _, out error).ShouldBeFalse();
        error!.Line.ShouldBe(2);
    }

    [Fact]
    public void Damaged_offers_never_throw_and_their_answers_hold_no_smuggled_line()
    {
        var valid = Encoding.ASCII.GetBytes(ChromeOffer.Text);
        var mutations = new Mutations(6);
        var parsed = 0;
        for (var i = 0; i < 20_000; i++)
        {
            if (!SdpParser.TryParse(Encoding.Latin1.GetString(mutations.Next(valid)), out var offer, out _))
                continue;
            parsed++;
            var text = SdpWriter.Write(offer!, Answer(offer!));
            text.Split("\r\n")[..^1].ShouldAllBe(line => line.Length >= 2 && line[1] == '=' && !line.Contains('\r') && !line.Contains('\n'));
        }

        parsed.ShouldBeGreaterThan(1000);
    }

    private static SessionOffer Parse(string sdp)
    {
        SdpParser.TryParse(sdp, out var offer, out var error).ShouldBeTrue(error?.ToString());
        return offer!;
    }

    private static SessionAnswer Answer(SessionOffer offer) => new()
    {
        SessionId = 1,
        Version = 2,
        Credentials = IceCredentials.Create(),
        Fingerprint = DtlsFingerprint.Of([1, 2, 3]),
        Candidates = [new IceCandidate(TransportAddress.V4(0x7F000001, 21300))],
        Sections = [.. offer.Sections.Select(section => section.Kind != SdpKind.Audio || Opus.Codec(section) is not { } codec ? null
            : section.Sends ? new AnsweredSection(SdpDirection.RecvOnly, [codec], Opus.Extension(section), null)
            : new AnsweredSection(SdpDirection.SendOnly, [codec], Opus.Extension(section), new SentTrack(77, "node", "s", "t", 78)))],
    };
}
