using Meet.Media.Codecs;

namespace Meet.Media.Tests.Codecs;

public sealed class VideoCodecsTests
{
    [Fact]
    public void The_order_of_the_text_is_the_preference() =>
        VideoCodecs.Parse("av1,VP9, VP8").ShouldBe([MediaCodec.Av1, MediaCodec.Vp9, MediaCodec.Vp8]);

    [Theory]
    [InlineData("")]
    [InlineData("VP8,VP8")]
    [InlineData("VP8,H265")]
    [InlineData("VP8,")]
    public void A_text_that_cannot_be_meant_is_none(string text) => VideoCodecs.Parse(text).ShouldBeNull();
}
