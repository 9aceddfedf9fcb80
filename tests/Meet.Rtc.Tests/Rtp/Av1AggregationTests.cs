using Meet.Rtc.Rtp;

namespace Meet.Rtc.Tests.Rtp;

public sealed class Av1AggregationTests
{
    [Theory]
    [InlineData("180a", false, false, 1, true)] // a sequence header follows
    [InlineData("5030", false, true, 1, false)]
    [InlineData("a030", true, false, 2, false)]
    [InlineData("0730", false, false, 0, false)] // reserved bits
    public void The_header_is_read(string hex, bool continues, bool goesOn, int elements, bool starts)
    {
        Av1Aggregation.TryParse(Convert.FromHexString(hex), out var header).ShouldBeTrue();
        (header.StartsWithContinuation, header.EndsWithContinuation, header.Elements, header.StartsSequence)
            .ShouldBe((continues, goesOn, elements, starts));
    }

    [Theory]
    [InlineData("")]
    [InlineData("18")] // nothing behind it
    [InlineData("880a")] // a new sequence that continues a frame
    public void Malformed_headers_are_rejected(string hex) =>
        Av1Aggregation.TryParse(Convert.FromHexString(hex), out _).ShouldBeFalse();
}
