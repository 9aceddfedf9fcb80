using Meet.Media.Whip;
using Meet.Rtc.Ice;
using Meet.Rtc.Stun;

namespace Meet.Media.Tests.Whip;

public sealed class IcePatchTests
{
    private const string Password = "P2uYro0UCOQ4zxjKXaWCBui1";

    [Theory]
    [InlineData(null, "theirs", IcePatchKind.NoPrecondition)]
    [InlineData(" ", "theirs", IcePatchKind.NoPrecondition)]
    [InlineData("\"other\"", "theirs", IcePatchKind.PreconditionFailed)]
    [InlineData("ours", "theirs", IcePatchKind.PreconditionFailed)]
    [InlineData("W/\"ours\"", "theirs", IcePatchKind.PreconditionFailed)]
    [InlineData("\"ours\"", "theirs", IcePatchKind.Trickle)]
    [InlineData("\"x\", \"ours\"", "theirs", IcePatchKind.Trickle)]
    [InlineData("*", "theirs", IcePatchKind.Trickle)]
    [InlineData("*", "new", IcePatchKind.Restart)]
    [InlineData("\"ours\"", "new", IcePatchKind.Restart)]
    [InlineData("\"other\"", "new", IcePatchKind.PreconditionFailed)]
    public void What_a_patch_asks_for(string? ifMatch, string given, object expected) =>
        IcePatch.Decide(ifMatch, "ours", "theirs", given).ShouldBe((IcePatchKind)expected);

    [Fact]
    public void A_fragment_as_the_rfc_shows_it_is_read()
    {
        var fragment = IceFragment.Parse(
            $"a=group:BUNDLE 0 1\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=ice-ufrag:EsAw\r\na=ice-pwd:{Password}\r\n" +
            "a=candidate:1387637174 1 udp 2122260223 192.0.2.1 61764 typ host generation 0 ufrag EsAw network-id 1\r\na=end-of-candidates\r\n");

        fragment.ShouldBe(new IceFragment("EsAw", Password));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("{\"ice\": 1}")]
    [InlineData("a=ice-ufrag:EsAw")]
    [InlineData("a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1")]
    [InlineData("a=ice-ufrag:abc\na=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1")]
    [InlineData("a=ice-ufrag:EsAw\na=ice-pwd:short")]
    [InlineData("a=ice-ufrag:Es w\na=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1")]
    [InlineData("a=ice-ufrag:EsAw\na=ice-ufrag:EsAx\na=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1")]
    public void What_is_no_fragment_is_refused(string text) => IceFragment.Parse(text).ShouldBeNull();

    [Fact]
    public void The_answer_to_a_restart_is_a_fragment_with_our_credentials_and_candidate()
    {
        var credentials = IceCredentials.Create();
        var text = IceFragment.Write(credentials, [new IceCandidate(TransportAddress.V4(0xC0000201, 8120))], new IceCarrier("audio", 111, "0"));

        IceFragment.Parse(text).ShouldBe(new IceFragment(credentials.Ufrag, credentials.Password));
        text.ShouldContain("a=ice-lite\r\n");
        text.ShouldContain("a=candidate:1 1 udp 2130706431 192.0.2.1 8120 typ host\r\n");
    }
}
