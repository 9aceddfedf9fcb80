using FsCheck;
using FsCheck.Fluent;
using Meet.Media.Rooms;

namespace Meet.Media.Tests.Rooms;

/// <summary>Which packets are asked for again, against a list of numbers that do not wrap.</summary>
public sealed class LossRepairProperties
{
    /// <param name="Lost">So many before it are missing.</param>
    /// <param name="Late">Which of the missing ones comes then; -1: none.</param>
    /// <param name="Wait">Until the next, in milliseconds.</param>
    private sealed record Step(int Lost, int Late, int Wait);

    private static readonly Gen<(ushort First, List<Step> Steps)> Streams =
        from first in Gen.Choose(0, ushort.MaxValue)
        from count in Gen.Choose(1, 400)
        from steps in (from lost in Gen.Frequency((6, Gen.Constant(0)), (3, Gen.Choose(1, 8)), (1, Gen.Choose(1, 80)))
                       from late in Gen.Frequency((2, Gen.Constant(-1)), (1, Gen.Choose(0, 20)))
                       from wait in Gen.Choose(0, 60)
                       select new Step(lost, late, wait)).ListOf(count)
        select ((ushort)first, steps.ToList());

    [Fact]
    public void What_is_missing_is_asked_for_in_order_in_time_and_no_more_than_five_times() => Prop.ForAll(Streams.ToArbitrary(), stream =>
    {
        var repair = new LossRepair();
        var missing = new List<Missing>();
        var number = 0x10000L + stream.First;
        var now = 1000L;
        repair.OnPacket((ushort)number, now).ShouldBeTrue();
        foreach (var step in stream.Steps)
        {
            var isRepairable = missing.Count + step.Lost <= LossRepair.Capacity;
            if (!isRepairable)
                missing.Clear();
            for (var i = 1; i <= step.Lost && isRepairable; i++)
                missing.Add(new Missing(number + i) { DueAt = now + 20 });
            number += step.Lost + 1;
            repair.OnPacket((ushort)number, now).ShouldBe(isRepairable);
            if (step.Late >= 0 && step.Late < missing.Count)
            {
                var late = missing[step.Late];
                missing.Remove(late);
                repair.TryRepair((ushort)late.Number).ShouldBeTrue();
                repair.TryRepair((ushort)late.Number).ShouldBeFalse("it was repaired already");
            }

            now += step.Wait;
            missing.RemoveAll(each => each.DueAt <= now && each.Requests == 5);
            var due = missing.Where(each => each.DueAt <= now).ToList();
            Due(repair, now).ShouldBe(due.Select(each => (ushort)each.Number));
            foreach (var each in due)
                (each.Requests, each.DueAt) = (each.Requests + 1, now + 100);
        }
    }).QuickCheckThrowOnFailure();

    private static ushort[] Due(LossRepair repair, long now)
    {
        var due = new ushort[LossRepair.Capacity];
        return due[..repair.TakeDue(now, due)];
    }

    private sealed class Missing(long number)
    {
        public long Number => number;

        public int Requests { get; set; }

        public long DueAt { get; set; }
    }
}
