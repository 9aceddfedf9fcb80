using Meet.Rtc.Rtp;

namespace Meet.Rtc.Tests.Rtp;

public sealed class Vp8Tests
{
    [Fact]
    public void The_descriptor_of_a_browsers_keyframe_is_read()
    {
        Vp8Descriptor.TryParse(Frame(picture: 0x7ABC, tl0: 200, keyframe: true), out var descriptor).ShouldBeTrue();

        descriptor.Length.ShouldBe(6);
        descriptor.StartsFrame.ShouldBeTrue();
        descriptor.IsKeyframe.ShouldBeTrue();
        descriptor.PictureId.ShouldBe(0x7ABC);
        descriptor.Tl0PicIdx.ShouldBe(200);
        descriptor.TemporalLayer.ShouldBe(1);
    }

    [Theory]
    [InlineData("1000", 1, -1, true)] // no extension
    [InlineData("1001", 1, -1, false)] // inter frame
    [InlineData("0000", 1, -1, false)] // not the start of a partition
    [InlineData("90807f00", 3, 127, true)] // short PictureID
    [InlineData("9000", 2, -1, false)] // extended, nothing in it, no payload
    public void Short_forms_are_read(string hex, int length, int picture, bool keyframe)
    {
        Vp8Descriptor.TryParse(Convert.FromHexString(hex), out var descriptor).ShouldBeTrue();

        descriptor.Length.ShouldBe(length);
        descriptor.PictureId.ShouldBe(picture);
        descriptor.IsKeyframe.ShouldBe(keyframe);
    }

    [Fact]
    public void Counters_stay_continuous_over_a_change_of_source_and_wrap()
    {
        var continuity = default(PictureContinuity);
        Send(ref continuity, 0x7FFF, 255).ShouldBe((0x7FFF, 255));
        Send(ref continuity, 0, 0).ShouldBe((0, 0));
        continuity.LeaveSource();

        Send(ref continuity, 5000, 40).ShouldBe((1, 1));
        Send(ref continuity, 5001, 40).ShouldBe((2, 1));
        Send(ref continuity, 5000, 40).ShouldBe((1, 1));
        continuity.LeaveSource();
        Send(ref continuity, 9, 9).ShouldBe((3, 2));
    }

    [Fact]
    public void Damaged_descriptors_never_throw()
    {
        var mutations = new Mutations(3);
        var valid = Frame(1, 2, true);
        for (var i = 0; i < 200_000; i++)
        {
            var input = mutations.Next(valid);
            if (!Vp8Descriptor.TryParse(input, out var descriptor))
                continue;
            descriptor.Length.ShouldBeLessThanOrEqualTo(input.Length);
            descriptor.Numbers.Rewrite(input, 77, 7);
        }
    }

    private static (int Picture, int Tl0) Send(ref PictureContinuity continuity, int picture, int tl0)
    {
        var payload = Frame(picture, tl0, keyframe: false);
        Vp8Descriptor.TryParse(payload, out var descriptor).ShouldBeTrue();
        continuity.Rewrite(payload, descriptor.Numbers);
        Vp8Descriptor.TryParse(payload, out descriptor).ShouldBeTrue();
        return (descriptor.PictureId, descriptor.Tl0PicIdx);
    }

    private static byte[] Frame(int picture, int tl0, bool keyframe) =>
        [0x90, 0xE0, (byte)(0x80 | (picture >> 8)), (byte)picture, (byte)tl0, 0x40, (byte)(keyframe ? 0 : 1), 1, 2, 3];
}
