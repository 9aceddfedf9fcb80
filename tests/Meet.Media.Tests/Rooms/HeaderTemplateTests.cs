using System.Text;
using Meet.Media.Rooms;
using Meet.Rtc.Rtp;

namespace Meet.Media.Tests.Rooms;

public sealed class HeaderTemplateTests
{
    [Theory]
    [InlineData(4, "0", 1, 0)]
    [InlineData(4, "0", 1, 3)]
    [InlineData(4, "0", 0, 3)]
    [InlineData(0, "0", 1, 3)]
    [InlineData(0, "0", 0, 3)]
    [InlineData(0, "0", 0, 0)]
    [InlineData(14, "0123456789abcdef", 13, 12)]
    public void A_template_writes_what_the_builder_would(int midId, string mid, int levelId, int numberId)
    {
        var name = Encoding.ASCII.GetBytes(mid);
        var template = new HeaderTemplate(111, 0xCAFE1234, midId, name, levelId, numberId);
        var expected = new byte[HeaderTemplate.MaxLength];
        var written = new byte[HeaderTemplate.MaxLength];
        for (var i = 0; i < 3; i++)
        {
            Array.Clear(expected);
            var builder = new RtpPacketBuilder(expected, 111, i == 1, (ushort)(65_535 + i), 4_000_000_000 + (uint)i, 0xCAFE1234);
            builder.AddExtension(midId, name);
            builder.AddExtension(levelId, [(byte)(0x80 + i)]);
            builder.AddExtension(numberId, [(byte)i, 0xEF]);
            var length = builder.EndHeader();

            template.Write(written, i == 1, (ushort)(65_535 + i), 4_000_000_000 + (uint)i, (byte)(0x80 + i), (ushort)((i << 8) | 0xEF)).ShouldBe(length);
            written[..length].ShouldBe(expected[..length]);
        }
    }
}
