using Meet.Rtc.Rtp;

namespace Meet.Rtc.Tests.Rtp;

public sealed class Vp9Tests
{
    // I L B V, PictureID 0x1234, layers 0/0, TL0PICIDX 0x55; structure: 3 spatial layers with sizes, a group of one picture with one reference.
    private static readonly byte[] Keyframe = Convert.FromHexString(
        "aa" + "9234" + "00" + "55" + "58" + "00a0005a" + "014000b4" + "02800168" + "01" + "1401" + "8349");

    // I P L F B E, PictureID 0x11, temporal layer 2, switching up, spatial layer 1, needs the layer below; references 3 and 4 pictures back.
    private static readonly byte[] Flexible = Convert.FromHexString("fc" + "11" + "53" + "07" + "08" + "86");

    [Fact]
    public void A_keyframe_with_its_structure_is_read()
    {
        Vp9Descriptor.TryParse(Keyframe, out var descriptor).ShouldBeTrue();

        descriptor.Length.ShouldBe(21);
        descriptor.IsKeyframe.ShouldBeTrue();
        (descriptor.StartsFrame, descriptor.EndsFrame).ShouldBe((true, false));
        (descriptor.PictureId, descriptor.Tl0PicIdx).ShouldBe((0x1234, 0x55));
        (descriptor.HasStructure, descriptor.SpatialLayers).ShouldBe((true, 3));
        Enumerable.Range(0, 4).Select(layer => descriptor.HeightOf(Keyframe, layer)).ShouldBe([90, 180, 360, 0]);
        (descriptor.SpatialLayer, descriptor.TemporalLayer, descriptor.References).ShouldBe((0, 0, 0));
    }

    [Fact]
    public void A_layer_in_flexible_mode_is_read()
    {
        Vp9Descriptor.TryParse(Flexible, out var descriptor).ShouldBeTrue();

        descriptor.Length.ShouldBe(5);
        descriptor.IsKeyframe.ShouldBeFalse();
        (descriptor.IsFlexible, descriptor.IsInterPicturePredicted, descriptor.IsInterLayerPredicted).ShouldBe((true, true, true));
        (descriptor.SpatialLayer, descriptor.TemporalLayer, descriptor.IsSwitchingUpPoint).ShouldBe((1, 2, true));
        (descriptor.PictureId, descriptor.Tl0PicIdx).ShouldBe((0x11, -1));
        (descriptor.References, descriptor.PictureDifference(0), descriptor.PictureDifference(1)).ShouldBe((2, 3, 4));
        (descriptor.StartsFrame, descriptor.EndsFrame).ShouldBe((true, true));
    }

    [Theory]
    [InlineData("08", true)] // the least: B
    [InlineData("00", false)] // not the start
    [InlineData("48", false)] // P: inter picture
    [InlineData("2800" + "00", true)] // spatial layer 0
    [InlineData("2803" + "00", false)] // spatial layer 1 of a keyframe's picture
    public void Only_the_start_of_an_intra_picture_is_a_keyframe(string hex, bool expected)
    {
        Vp9Descriptor.TryParse(Convert.FromHexString(hex), out var descriptor).ShouldBeTrue();
        descriptor.IsKeyframe.ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("80")] // no PictureID
    [InlineData("8080")] // half a PictureID
    [InlineData("2000")] // no TL0PICIDX
    [InlineData("5003")] // another reference follows, but does not
    [InlineData("5003030300")] // four references
    [InlineData("02")] // no structure
    [InlineData("0250" + "00a0005a" + "0140")] // half of the sizes
    [InlineData("0208")] // no length of the group
    [InlineData("020802" + "1401")] // one of two pictures
    [InlineData("020801" + "14")] // no reference
    public void Malformed_descriptors_are_rejected(string hex) =>
        Vp9Descriptor.TryParse(Convert.FromHexString(hex), out _).ShouldBeFalse();

    [Fact]
    public void Counters_stay_continuous_over_a_change_of_source_and_gaps_stay()
    {
        var continuity = default(PictureContinuity);
        Send(ref continuity, 0x7FFF, 255).ShouldBe((0x7FFF, 255));
        Send(ref continuity, 1, 1).ShouldBe((1, 1), "picture 0 was of a layer left out");
        continuity.LeaveSource();

        Send(ref continuity, 5000, 40).ShouldBe((2, 2));
        Send(ref continuity, 5003, 41).ShouldBe((5, 3));
    }

    [Fact]
    public void Damaged_descriptors_never_throw()
    {
        var mutations = new Mutations(9);
        for (var i = 0; i < 200_000; i++)
        {
            var input = mutations.Next(i % 2 == 0 ? Keyframe : Flexible);
            if (!Vp9Descriptor.TryParse(input, out var descriptor))
                continue;
            descriptor.Length.ShouldBeLessThanOrEqualTo(input.Length);
            for (var reference = 0; reference < descriptor.References; reference++)
                descriptor.PictureDifference(reference).ShouldBeInRange(0, 127);
            descriptor.HeightOf(input, descriptor.SpatialLayers - 1).ShouldBeInRange(0, 65_535);
            descriptor.Numbers.Rewrite(input, 77, 7);
        }
    }

    private static (int Picture, int Tl0) Send(ref PictureContinuity continuity, int picture, int tl0)
    {
        byte[] payload = [0xA8, (byte)(0x80 | (picture >> 8)), (byte)picture, 0, (byte)tl0, 1, 2];
        Vp9Descriptor.TryParse(payload, out var descriptor).ShouldBeTrue();
        continuity.Rewrite(payload, descriptor.Numbers);
        Vp9Descriptor.TryParse(payload, out descriptor).ShouldBeTrue();
        return (descriptor.PictureId, descriptor.Tl0PicIdx);
    }
}
