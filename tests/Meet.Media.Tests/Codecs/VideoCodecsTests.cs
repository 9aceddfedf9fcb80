using System.ComponentModel.DataAnnotations;
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
    public void A_text_that_cannot_be_meant_is_none_and_a_node_does_not_start_with_it(string text)
    {
        VideoCodecs.Parse(text).ShouldBeNull();
        Problems(new MediaOptions { VideoCodecs = text }).ShouldHaveSingleItem().ShouldContain("Media:VideoCodecs");
        Problems(new MediaOptions { Whip = new() { VideoCodecs = text } }).ShouldHaveSingleItem().ShouldContain("Media:Whip:VideoCodecs");
        Problems(new MediaOptions()).ShouldBeEmpty();
    }

    private static IEnumerable<string> Problems(MediaOptions options) =>
        options.Validate(new ValidationContext(options)).Select(problem => problem.ErrorMessage!);
}
