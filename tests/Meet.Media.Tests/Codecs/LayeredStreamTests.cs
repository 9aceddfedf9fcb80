using Meet.Media.Codecs;

namespace Meet.Media.Tests.Codecs;

public sealed class LayeredStreamTests
{
    [Fact]
    public void A_stream_without_layers_is_one_choice()
    {
        var stream = new LayeredStream(hasDescriptors: false);
        Read(stream, CodecPayloads.Vp9(keyframe: false, 1, spatial: 0, true, true, 50)).Points.ShouldBe(OperatingPoints.All);
        stream.Choices.ToArray().ShouldBe([OperatingPoints.Highest]);
    }

    [Fact]
    public void The_structure_of_VP9_tells_sizes_and_the_frames_tell_rates()
    {
        var stream = new LayeredStream(hasDescriptors: false);
        Read(stream, CodecPayloads.Vp9(keyframe: true, 1, spatial: 0, true, true, 50));
        Read(stream, CodecPayloads.Vp9(keyframe: false, 2, spatial: 0, true, true, 50, temporal: 1));

        int[] choices = [OperatingPoints.Of(0, 0), OperatingPoints.Of(0, 7), OperatingPoints.Of(1, 7), OperatingPoints.Highest];
        stream.Choices.ToArray().ShouldBe(choices);
        choices.Select(stream.HeightOf).ShouldBe([90, 90, 180, 360]);

        // 50 bytes of each size every 50 ms, every other picture of the upper temporal layer; measured with the first packet after 500 ms.
        for (var i = 0; i <= 10; i++)
        {
            for (var spatial = 0; spatial < 3; spatial++)
                stream.Measure(Read(stream, CodecPayloads.Vp9(false, 3 + i, spatial, true, true, 50, temporal: i % 2)).Points, 50, i * 50);
        }

        choices.Select(point => stream.RateOf(point).BitsPerSecond).ShouldBe([4800, 8800, 16_800, 24_800]);
    }

    [Fact]
    public void The_structure_of_dependency_descriptors_tells_the_same()
    {
        var stream = new LayeredStream(hasDescriptors: true);
        var height = 0;
        var descriptor = CodecPayloads.Descriptor(keyframe: true, 0, 5, true, true);
        PayloadReader.TryRead(MediaCodec.Av1, CodecPayloads.Av1(true, 50), descriptor, stream, ref height, out var info).ShouldBeTrue();

        height.ShouldBe(270);
        info.IsKeyframe.ShouldBeTrue();
        (info.Points, info.Switches).ShouldBe((OperatingPoints.All, OperatingPoints.All));
        int[] choices = [OperatingPoints.Of(0, 0), OperatingPoints.Of(0, 1), OperatingPoints.Of(0, 7), OperatingPoints.Of(1, 7), OperatingPoints.Highest];
        stream.Choices.ToArray().ShouldBe(choices);
        choices.Select(stream.HeightOf).ShouldBe([67, 67, 67, 135, 270]);
        stream.Reset();
        stream.Choices.ToArray().ShouldBe([OperatingPoints.Highest]);
    }

    [Fact]
    public void A_target_that_the_sender_has_given_up_is_served_by_the_next()
    {
        // From Chromium: "86 0173 40 fc" says that of nine targets the first six are active: two sizes.
        var stream = new LayeredStream(hasDescriptors: true);
        var height = 0;
        PayloadReader.TryRead(
            MediaCodec.Av1, CodecPayloads.Av1(true, 50), CodecPayloads.Descriptor(true, 0, 5, true, true), stream, ref height, out _);
        PayloadReader.TryRead(MediaCodec.Av1, CodecPayloads.Av1(false, 50), Convert.FromHexString("86017340fc"), stream, ref height, out var info);

        info.Points.ShouldBe(0xFFFF_FF00u, "the second size, its temporal layers, and what is above it");
        stream.Choices.Length.ShouldBe(4);
        height.ShouldBe(135);
    }

    private static PayloadInfo Read(LayeredStream stream, byte[] payload)
    {
        var height = 0;
        PayloadReader.TryRead(MediaCodec.Vp9, payload, default, stream, ref height, out var info).ShouldBeTrue();
        return info;
    }
}
