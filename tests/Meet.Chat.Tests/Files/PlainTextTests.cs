using System.Text;
using Meet.Chat.Files.Content;

namespace Meet.Chat.Tests.Files;

public sealed class PlainTextTests
{
    [Fact]
    public void Text_is_text_however_it_is_cut_into_pieces()
    {
        var bytes = Encoding.UTF8.GetBytes("aé日🍵\r\n\tend");
        for (var first = 0; first <= bytes.Length; first++)
        {
            for (var second = first; second <= bytes.Length; second++)
            {
                var text = new PlainText();
                text.Accept(bytes.AsSpan(0, first)).ShouldBeTrue();
                text.Accept(bytes.AsSpan(first, second - first)).ShouldBeTrue();
                text.Accept(bytes.AsSpan(second)).ShouldBeTrue();
                text.IsWhole.ShouldBeTrue();
            }
        }
    }

    [Theory]
    [InlineData(new byte[] { (byte)'a', 0xE6, 0x97 })]
    [InlineData(new byte[] { 0xF0, 0x9F, 0x8D })]
    public void Half_a_character_at_the_end_is_no_text(byte[] bytes)
    {
        var text = new PlainText();

        text.Accept(bytes).ShouldBeTrue();

        text.IsWhole.ShouldBeFalse();
    }

    [Theory]
    [InlineData(new byte[] { 0xE6, 0x97 }, new byte[] { 0x41 })]
    [InlineData(new byte[] { 0xED, 0xA0 }, new byte[] { 0x80 })]
    [InlineData(new byte[] { 0xC0 }, new byte[] { 0x80 })]
    [InlineData(new byte[] { 0x41 }, new byte[] { 0x00 })]
    [InlineData(new byte[] { 0xC2 }, new byte[] { 0x85, 0x1B })]
    public void What_is_no_text_is_found_over_the_edge_of_a_piece(byte[] first, byte[] second)
    {
        var text = new PlainText();

        (text.Accept(first) && text.Accept(second)).ShouldBeFalse();
    }
}
