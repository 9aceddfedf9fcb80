using Meet.Chat.Files.Content;

namespace Meet.Chat.Tests.Files;

public sealed class PictureSizeTests
{
    public static TheoryData<string, byte[], int, int> Pictures => new()
    {
        { "png", Samples.Png(1, int.MaxValue), 1, int.MaxValue },
        { "gif", Samples.Gif(65_535, 2), 65_535, 2 },
        { "webp", Samples.WebpLossy(16_383, 3), 16_383, 3 },
        { "webp with scaling bits", Samples.WebpLossy(640 | 0x4000, 480 | 0x8000), 640, 480 },
        { "webp lossless", Samples.WebpLossless(16_384, 5), 16_384, 5 },
        { "webp extended", Samples.WebpExtended(1 << 24, 7), 1 << 24, 7 },
        { "jpeg", Samples.Jpeg(65_535, 9), 65_535, 9 },
        { "progressive jpeg", Progressive(), 640, 480 },
        { "jpeg behind a long profile", Samples.Jpeg(800, 600, Samples.Segment(0xE2, new byte[60_000]), Samples.Segment(0xE2, new byte[60_000])), 800, 600 },
        { "jpeg with tables first", Samples.Jpeg(800, 600, Samples.Segment(0xC4, new byte[30]), Samples.Segment(0xDB, new byte[65])), 800, 600 },
        { "jpeg with fill bytes", Samples.Jpeg(800, 600, [0xFF, 0xFF, 0xFF]), 800, 600 },
        { "jpeg upright", Samples.Jpeg(800, 600, Samples.Orientation(3, true)), 800, 600 },
        { "jpeg on its side", Samples.Jpeg(800, 600, Samples.Orientation(6, true)), 600, 800 },
        { "jpeg on its other side", Samples.Jpeg(800, 600, Samples.Orientation(8, false)), 600, 800 },
    };

    [Theory]
    [MemberData(nameof(Pictures), DisableDiscoveryEnumeration = true)]
    public void A_pictures_size_stands_in_its_header(string name, byte[] content, int width, int height) =>
        FileSniffer.Sniff(content, content)!.Size.ShouldBe(new PictureSize(width, height), name);

    [Fact]
    public void A_jpeg_whose_frame_never_comes_is_no_picture()
    {
        JpegHeader.TryRead([0xFF, 0xD8, .. Samples.Segment(0xE0, new byte[20]), 0xFF, 0xD9, 0, 2], out _).ShouldBeFalse();
        JpegHeader.TryRead([0xFF, 0xD8, .. Enumerable.Repeat((byte)0xFF, 5000)], out _).ShouldBeFalse();
        JpegHeader.TryRead([0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 0], out _).ShouldBeFalse();
    }

    private static byte[] Progressive()
    {
        var jpeg = Samples.Jpeg();
        jpeg[Array.LastIndexOf(jpeg, (byte)0xC0)] = 0xC2;
        return jpeg;
    }
}
