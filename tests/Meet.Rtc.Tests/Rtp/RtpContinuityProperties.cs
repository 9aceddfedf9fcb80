using FsCheck;
using FsCheck.Fluent;
using Meet.Rtc.Rtp;

namespace Meet.Rtc.Tests.Rtp;

/// <summary>Of streams whose numbers and clocks begin anywhere, and so wrap anywhere.</summary>
public sealed class RtpContinuityProperties
{
    private enum Fate { Sent, LeftOut }

    /// <summary>A packet of a source: how many before it never came, what becomes of it, whether one of those comes after it.</summary>
    private sealed record Step(int Lost, Fate Fate, uint Later, bool Late);

    private sealed record Source(ushort First, uint Timestamp, List<Step> Steps);

    private static readonly Gen<Step> Steps =
        from lost in Gen.Frequency((8, Gen.Constant(0)), (2, Gen.Choose(1, 20)), (1, Gen.Choose(1, 3000)))
        from fate in Gen.Frequency((3, Gen.Constant(Fate.Sent)), (1, Gen.Constant(Fate.LeftOut)))
        from later in Gen.Choose(0, 90_000)
        from late in Gen.Elements(true, false)
        select new Step(lost, fate, (uint)later, late);

    private static readonly Gen<(ushort First, List<Source> Sources)> Streams =
        from first in Gen.Choose(0, ushort.MaxValue)
        from sources in (from sequence in Gen.Choose(0, ushort.MaxValue)
                         from timestamp in Gen.Choose(int.MinValue, int.MaxValue)
                         from count in Gen.Choose(1, 400)
                         from steps in Steps.ListOf(count)
                         select new Source((ushort)sequence, (uint)timestamp, steps.ToList())).ListOf(4)
        select ((ushort)first, sources.ToList());

    [Fact]
    public void What_goes_out_has_the_gaps_of_what_came_in_and_no_others() => Prop.ForAll(Streams.ToArbitrary(), stream =>
    {
        var continuity = new RtpContinuity(stream.First, 77);
        ushort next;
        continuity.NewestOutput.ShouldBe((ushort)((stream.First & 0x7FFF) - 1));
        foreach (var source in stream.Sources)
        {
            continuity.LeaveSource();
            // What a source lost last is nobody's hole.
            next = (ushort)(continuity.NewestOutput + 1);
            var (sequence, timestamp, hasSource) = (source.First, source.Timestamp, false);
            var missing = new List<(ushort Input, ushort Output)>();
            foreach (var step in source.Steps)
            {
                // Before its first packet a source has no holes.
                for (var i = 0; i < step.Lost && hasSource; i++)
                    missing.Add((sequence++, next++));
                timestamp += step.Later;
                if (step.Fate == Fate.LeftOut)
                {
                    continuity.Skip(sequence++).ShouldBeTrue();
                    continue;
                }

                continuity.TryMap(sequence, timestamp, 3000, out var output, out _).ShouldBeTrue();
                output.ShouldBe(next++);
                continuity.NewestOutput.ShouldBe(output);
                continuity.TryMapBack(output, out var back).ShouldBeTrue();
                back.ShouldBe(sequence);
                hasSource = true;
                sequence++;
                // One that comes late has the number that was left for it, or none.
                if (step.Late && missing.Count > 0 && continuity.TryMap(missing[^1].Input, timestamp, 1, out var late, out _))
                    late.ShouldBe(missing[^1].Output);
            }
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_clock_goes_on_over_every_change_of_sources() => Prop.ForAll(Streams.ToArbitrary(), stream =>
    {
        var continuity = new RtpContinuity(stream.First, uint.MaxValue);
        uint? before = null;
        foreach (var source in stream.Sources)
        {
            continuity.LeaveSource();
            var (sequence, timestamp) = (source.First, source.Timestamp);
            var isFirst = true;
            foreach (var step in source.Steps)
            {
                timestamp += step.Later;
                continuity.TryMap(sequence++, timestamp, 3000, out _, out var time).ShouldBeTrue();
                (time - (before ?? time)).ShouldBe(before is null ? 0 : isFirst ? 3000 : step.Later);
                continuity.MapTimestamp(timestamp).ShouldBe(time);
                continuity.NewestTimestamp.ShouldBe(time);
                (before, isFirst) = (time, false);
            }
        }
    }).QuickCheckThrowOnFailure();
}
