using FsCheck;
using FsCheck.Fluent;
using Meet.Rtc.Rtp;

namespace Meet.Rtc.Tests.Rtp;

public sealed class FrameContinuityTests
{
    [Fact]
    public void A_stream_of_one_source_keeps_its_numbers_and_its_gaps()
    {
        var frames = default(FrameContinuity);

        ((ushort[])[65534, 65535, 1, 0, 4]).Select(frame => frames.Map(frame)).ShouldBe([65534, 65535, 1, 0, 4]);
    }

    [Fact]
    public void Another_source_follows_the_newest_frame_and_keeps_its_distances()
    {
        var frames = default(FrameContinuity);
        frames.Map(5400);
        frames.Map(5399);
        frames.LeaveSource();

        frames.Map(3).ShouldBe((ushort)5401);
        frames.Map(7).ShouldBe((ushort)5405);
        // Once more, as in a retransmission.
        frames.Map(3).ShouldBe((ushort)5401);
        frames.LeaveSource();
        frames.Map(20_000).ShouldBe((ushort)5406);
    }

    [Fact]
    public void Each_sources_first_frame_is_newer_than_all_before() => Prop.ForAll<ushort[], byte[]>((firsts, steps) =>
    {
        var frames = default(FrameContinuity);
        ushort? newest = null;
        foreach (var first in firsts)
        {
            frames.LeaveSource();
            var number = first;
            for (var i = 0; i < steps.Length; number += steps[i++])
            {
                var mapped = frames.Map(number);
                if (newest is { } before && (short)(mapped - before) < (i == 0 ? 1 : 0))
                    return false;
                newest = mapped;
            }
        }

        return true;
    }).QuickCheckThrowOnFailure();
}
