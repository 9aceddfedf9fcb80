using Meet.Grpc.Wire;

namespace Meet.Grpc.Tests;

public sealed class PercentEncodingTests
{
    [Theory]
    [InlineData("plain text, ~ and {}", "plain text, ~ and {}")]
    [InlineData("100%", "100%25")]
    [InlineData("a\r\nb", "a%0D%0Ab")]
    [InlineData("é", "%C3%A9")]
    [InlineData("電話", "%E9%9B%BB%E8%A9%B1")]
    [InlineData("😀", "%F0%9F%98%80")]
    public void Text_is_encoded_and_comes_back(string text, string encoded)
    {
        PercentEncoding.Encode(text).ShouldBe(encoded);
        PercentEncoding.Decode(encoded).ShouldBe(text);
    }

    [Theory]
    [InlineData("%", "%")]
    [InlineData("50%!", "50%!")]
    [InlineData("%4", "%4")]
    [InlineData("%zz", "%zz")]
    [InlineData("%e9%9b%bb", "電")]
    [InlineData("%FF", "\uFFFD")]
    public void Decoding_is_lenient(string encoded, string text) => PercentEncoding.Decode(encoded).ShouldBe(text);

    [Fact]
    public void Any_text_survives()
    {
        var random = new Random(20240601);
        for (var i = 0; i < 1000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => char.ConvertFromUtf32(Scalar(random))));
            var encoded = PercentEncoding.Encode(text);
            encoded.ShouldAllBe(c => c >= ' ' && c <= '~');
            PercentEncoding.Decode(encoded).ShouldBe(text);
        }
    }

    private static int Scalar(Random random)
    {
        var scalar = random.Next(0x110000 - 0x800);
        return scalar < 0xD800 ? scalar : scalar + 0x800;
    }
}
