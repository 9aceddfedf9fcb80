using System.Text;
using Meet.Rtc.Rtp;

namespace Meet.Rtc.Tests.Rtp;

public sealed class RtpStreamIdTests
{
    [Theory]
    [InlineData("h")]
    [InlineData("sdparta_0")]
    [InlineData("audio.1~")]
    [InlineData("0123456789abcdef")]
    public void An_id_is_kept_whole(string text)
    {
        RtpStreamId.TryParse(Encoding.ASCII.GetBytes(text), out var id).ShouldBeTrue();
        id.ToString().ShouldBe(text);
        id.IsEmpty.ShouldBeFalse();
        RtpStreamId.TryParse(Encoding.ASCII.GetBytes(text), out var same).ShouldBeTrue();
        same.ShouldBe(id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdefg")]
    [InlineData("a b")]
    [InlineData("a\0")]
    [InlineData("ä")]
    public void Anything_else_is_rejected(string text) =>
        RtpStreamId.TryParse(Encoding.Latin1.GetBytes(text), out _).ShouldBeFalse();

    [Fact]
    public void It_is_read_from_a_packet()
    {
        RtpPacket.TryParse(RtpPacketTests.Build(), out var packet).ShouldBeTrue();
        RtpStreamId.TryRead(packet, 4, out var mid).ShouldBeTrue();
        mid.ToString().ShouldBe("12");
        RtpStreamId.TryRead(packet, 1, out _).ShouldBeFalse("an audio level");
        RtpStreamId.TryRead(packet, 0, out var none).ShouldBeFalse();
        none.IsEmpty.ShouldBeTrue();
    }
}
