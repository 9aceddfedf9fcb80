using Meet.Rtc.Rtp;

namespace Meet.Rtc.Tests.Rtp;

/// <summary>Payloads written by hand: the descriptor of RFC 7741 section 4.2, then the keyframe's header of RFC 6386 section 9.1.</summary>
public sealed class Vp8FrameSizeTests
{
    // Frame tag: keyframe, version 0, shown, a first partition of 16 bytes; then the start code.
    private const string Key = "100200" + "9d012a";

    [Theory]
    [InlineData("10", "b0009000", 176, 144)] // no extension
    [InlineData("908005", "80020e01", 640, 270)] // a PictureID of 7 bits
    [InlineData("90808123", "80020e01", 640, 270)] // of 15 bits
    [InlineData("90e081230740", "0005d002", 1280, 720)] // as browsers send: PictureID, TL0PICIDX, TID
    [InlineData("90f08123078f", "80073804", 1920, 1080)] // and KEYIDX
    [InlineData("10", "01000100", 1, 1)]
    [InlineData("10", "ff3fff3f", 16383, 16383)]
    public void A_keyframe_tells_its_size(string descriptor, string size, int width, int height) =>
        Read(descriptor + Key + size + "00").ShouldBe(new Vp8FrameSize(width, height));

    [Theory]
    [InlineData("80420e81")] // to be shown 5/4 as wide and 5/3 as high
    [InlineData("80c20ec1")] // twice
    public void How_large_it_is_to_be_shown_is_no_part_of_it(string size) => Read("10" + Key + size).ShouldBe(new Vp8FrameSize(640, 270));

    [Theory]
    [InlineData("10" + "110200" + "9d012a" + "b0009000")] // an inter frame
    [InlineData("10" + "100200" + "9d012b" + "b0009000")] // another start code
    [InlineData("10" + "100200" + "9c012a" + "b0009000")]
    [InlineData("10" + "100200" + "9d022a" + "b0009000")]
    [InlineData("10" + Key + "00009000")] // no width
    [InlineData("10" + Key + "b0000000")] // no height
    [InlineData("10" + Key + "00400040")] // nothing but scaling
    public void What_is_no_keyframe_has_no_size(string payload) => Read(payload).ShouldBeNull();

    [Fact]
    public void One_that_is_cut_off_has_no_size()
    {
        var whole = "90e081230740" + Key + "0005d002";
        for (var length = 0; length < whole.Length; length += 2)
            Read(whole[..length]).ShouldBeNull();
        Read(whole).ShouldNotBeNull();
    }

    private static Vp8FrameSize? Read(string payload)
    {
        var bytes = Convert.FromHexString(payload);
        return Vp8Descriptor.TryParse(bytes, out var descriptor) && Vp8FrameSize.TryRead(bytes.AsSpan(descriptor.Length), out var size) ? size : null;
    }
}
