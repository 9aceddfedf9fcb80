using Meet.Media.Codecs;
using Meet.Media.Rooms;

namespace Meet.Media.Tests.Codecs;

public sealed class LayerSelectorTests
{
    private readonly LayeredStream _vp9 = new(hasDescriptors: false);
    private readonly LayeredStream _av1 = new(hasDescriptors: true);
    private LayerSelector _selector = new();
    private ushort _sequence = 65_530;
    private uint _timestamp;
    private int _frame = 100;

    [Fact]
    public void Everything_goes_out_until_less_is_wanted()
    {
        Vp9Picture(keyframe: true).ShouldBe("0 1 2.");
        Vp9Picture().ShouldBe("0 1 2.");
    }

    [Fact]
    public void Less_comes_with_the_next_picture_and_its_last_packet_bears_the_marker()
    {
        Vp9Picture(keyframe: true);
        _selector.Target = OperatingPoints.Of(1, 7);
        Vp9Picture().ShouldBe("0 1.");
        _selector.Target = OperatingPoints.Of(0, 7);
        Vp9Picture().ShouldBe("0.");
    }

    [Fact]
    public void More_sizes_come_with_a_keyframe_only()
    {
        Vp9Picture(keyframe: true);
        _selector.Target = OperatingPoints.Of(0, 7);
        Vp9Picture().ShouldBe("0.");
        _selector.NeedsKeyframe.ShouldBeFalse();

        _selector.Target = OperatingPoints.Highest;
        Vp9Picture().ShouldBe("0.");
        _selector.NeedsKeyframe.ShouldBeTrue();
        Vp9Picture(keyframe: true).ShouldBe("0 1 2.");
    }

    [Fact]
    public void A_change_of_mind_within_a_picture_waits_for_the_next()
    {
        Vp9Picture(keyframe: true);
        _timestamp += 3000;
        Take(Vp9(spatial: 0)).ShouldBeTrue();
        _selector.Target = OperatingPoints.Of(0, 7);
        Take(Vp9(spatial: 1)).ShouldBeTrue();
        Take(Vp9(spatial: 2)).ShouldBeTrue();
        Vp9Picture().ShouldBe("0.");
    }

    [Fact]
    public void Where_upper_layers_do_not_need_the_lower_ones_only_one_goes_out_and_a_change_takes_a_keyframe()
    {
        // K-SVC: but for keyframes each size stands alone.
        Vp9Picture(keyframe: true).ShouldBe("0 1 2.");
        Vp9Picture(isUnused: true).ShouldBe("2.");

        _selector.Target = OperatingPoints.Of(1, 7);
        Vp9Picture(isUnused: true).ShouldBe("2.");
        _selector.NeedsKeyframe.ShouldBeTrue();
        Vp9Picture(keyframe: true).ShouldBe("0 1.");
        Vp9Picture(isUnused: true).ShouldBe("1.");
    }

    [Fact]
    public void More_pictures_a_second_come_behind_a_switching_up_point()
    {
        Vp9Picture(keyframe: true);
        Vp9Picture(temporal: 2).ShouldBe("0 1 2.");
        _selector.Target = OperatingPoints.Of(3, 0);
        Vp9Picture(temporal: 1).ShouldBe("");
        Vp9Picture(temporal: 0).ShouldBe("0 1 2.");

        _selector.Target = OperatingPoints.Highest;
        _selector.NeedsKeyframe.ShouldBeFalse();
        Vp9Picture(temporal: 1).ShouldBe("", "what it needs was left out");
        Vp9Picture(temporal: 0).ShouldBe("0 1 2.");
        Vp9Picture(temporal: 2).ShouldBe("");
        Vp9Picture(temporal: 0, isUp: true).ShouldBe("0 1 2.");
        Vp9Picture(temporal: 2).ShouldBe("0 1 2.");
    }

    [Fact]
    public void What_comes_late_is_judged_by_the_present_choice_and_changes_nothing()
    {
        Vp9Picture(keyframe: true);
        _selector.Target = OperatingPoints.Of(1, 7);
        Vp9Picture();
        _selector.Target = OperatingPoints.Highest;

        Take(Vp9(spatial: 1), (ushort)(_sequence - 4)).ShouldBeTrue();
        Take(Vp9(spatial: 2), (ushort)(_sequence - 4)).ShouldBeFalse();
        Take(Vp9(spatial: 0, keyframe: true), (ushort)(_sequence - 5)).ShouldBeTrue();
        Vp9Picture().ShouldBe("0 1.");
    }

    [Fact]
    public void Dependency_descriptors_lead_the_same_way()
    {
        Av1Picture(keyframe: true).ShouldBe("0 1 2.");
        Av1Picture().ShouldBe("0 1 2.");
        _selector.Target = OperatingPoints.Of(1, 7);
        Av1Picture().ShouldBe("0 1.");
        _selector.Target = OperatingPoints.Highest;
        Av1Picture().ShouldBe("0 1.");
        _selector.NeedsKeyframe.ShouldBeTrue();
        Av1Picture(keyframe: true).ShouldBe("0 1 2.");
    }

    [Fact]
    public void Without_a_descriptor_a_packet_is_for_everybody()
    {
        var height = 0;
        PayloadReader.TryRead(MediaCodec.Av1, CodecPayloads.Av1(keyframe: true, 50), default, _av1, ref height, out var info).ShouldBeTrue();
        info.IsKeyframe.ShouldBeTrue();
        info.Points.ShouldBe(OperatingPoints.All);
    }

    /// <summary>One picture of three sizes; which of them go out, and a point where the marker is.</summary>
    private string Vp9Picture(bool keyframe = false, int temporal = 0, bool isUp = false, bool isUnused = false) => Picture(
        spatial => Vp9(spatial, keyframe, temporal, isUp, isUnused && spatial < 2));

    private string Av1Picture(bool keyframe = false) => Picture(spatial =>
    {
        var height = 0;
        var descriptor = CodecPayloads.Descriptor(keyframe, spatial, _frame++, starts: true, ends: true);
        PayloadReader.TryRead(MediaCodec.Av1, CodecPayloads.Av1(keyframe && spatial == 0, 50), descriptor, _av1, ref height, out var info).ShouldBeTrue();
        return info;
    });

    private string Picture(Func<int, PayloadInfo> frame)
    {
        _timestamp += 3000;
        var sent = new List<string>();
        for (var spatial = 0; spatial < 3; spatial++)
        {
            var packet = new BurstPacket { Sequence = _sequence++, Timestamp = _timestamp, Marker = spatial == 2, Info = frame(spatial) };
            if (_selector.Take(packet))
                sent.Add(spatial + (_selector.IsLast(packet) ? "." : ""));
        }

        return string.Join(' ', sent);
    }

    private PayloadInfo Vp9(int spatial, bool keyframe = false, int temporal = 0, bool isUp = false, bool isUnused = false)
    {
        var height = 0;
        var payload = CodecPayloads.Vp9(keyframe, 1, spatial, starts: true, ends: true, 50, temporal, isUp, isUnused);
        PayloadReader.TryRead(MediaCodec.Vp9, payload, default, _vp9, ref height, out var info).ShouldBeTrue();
        return info;
    }

    private bool Take(PayloadInfo info, ushort? sequence = null) =>
        _selector.Take(new BurstPacket { Sequence = sequence ?? _sequence++, Timestamp = _timestamp, Info = info });
}
