using FsCheck;
using FsCheck.Fluent;
using Meet.Rtc.Rtcp;

namespace Meet.Rtc.Tests.Rtcp;

/// <summary>Reports on packets whose numbers and times begin anywhere, and so wrap anywhere.</summary>
public sealed class TransportFeedbackProperties
{
    /// <summary>Of the reference time: 24 bits of 64 ms.</summary>
    private const long Era = (1L << 24) * 64_000;

    /// <param name="Lost">So many before it never came.</param>
    /// <param name="Wait">Since the one before, in microseconds.</param>
    /// <param name="Late">It comes after so many of those that were sent after it.</param>
    private sealed record Arrival(int Lost, int Wait, int Late, bool ThenReport);

    private static readonly Gen<(ushort First, long At, List<Arrival> Arrivals)> Streams =
        from first in Gen.Choose(0, ushort.MaxValue)
        from at in Gen.Elements(0L, 5_000_000L, Era - 500_000)
        from count in Gen.Choose(1, 400)
        from arrivals in (from lost in Gen.Frequency((8, Gen.Constant(0)), (2, Gen.Choose(1, 10)), (1, Gen.Choose(1, 300)))
                          from wait in Gen.Frequency((8, Gen.Choose(0, 5_000)), (2, Gen.Choose(0, 100_000)), (1, Gen.Choose(0, 20_000_000)))
                          from late in Gen.Frequency((6, Gen.Constant(0)), (1, Gen.Choose(1, 5)))
                          from report in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
                          select new Arrival(lost, wait, late, report)).ListOf(count)
        select ((ushort)first, at, arrivals.ToList());

    [Fact]
    public void Every_arrival_is_told_once_in_order_and_nothing_else_is() => Prop.ForAll(Streams.ToArbitrary(), stream =>
    {
        var feedback = new TransportFeedback();
        // By the number that does not wrap; what is older than the next report's first is not told any more.
        var untold = new SortedDictionary<long, long>();
        long? next = null;
        var now = stream.At;
        foreach (var (number, wait, report) in InOrderOfArrival(stream.First, stream.Arrivals))
        {
            now += wait;
            feedback.OnPacket((ushort)number, now);
            next ??= number;
            if (number >= next)
                untold[number] = now;
            if (report || (untold.Count > 0 && untold.Keys.Last() - next > 1000))
                Report(feedback, untold, ref next);
        }

        Report(feedback, untold, ref next);
        untold.ShouldBeEmpty();
    }).QuickCheckThrowOnFailure();

    private static void Report(TransportFeedback feedback, SortedDictionary<long, long> untold, ref long? next)
    {
        var buffer = new byte[1000];
        while (feedback.HasPending)
        {
            var compound = new RtcpCompound(buffer.AsSpan(0, feedback.Write(1, 2, buffer)));
            compound.MoveNext().ShouldBeTrue();
            TransportFeedbackArrivals.TryRead(compound.Current, out var told).ShouldBeTrue();
            // Losses that would fill a report by themselves are passed over.
            var number = next!.Value + (ushort)(told.BaseSequence - (ushort)next.Value);
            untold.Keys.ShouldAllBe(each => each >= number);
            while (told.MoveNext())
            {
                told.Sequence.ShouldBe((ushort)number);
                told.Received.ShouldBe(untold.Remove(number, out var at));
                // The first by number may have come after the wrap and those behind it before: ticks go below zero.
                if (told.Received)
                    (((told.ReferenceTime * 64_000L) + (told.Ticks * 250L) + Era) % Era).ShouldBe(at / 250 * 250 % Era);
                number++;
            }

            next = number;
        }
    }

    private static List<(long Number, int Wait, bool Report)> InOrderOfArrival(ushort first, List<Arrival> arrivals)
    {
        var number = 0x10000L + first;
        var sent = new List<(long Number, int Place, int Wait, bool Report)>();
        foreach (var arrival in arrivals)
        {
            number += sent.Count == 0 ? 0 : 1 + arrival.Lost;
            sent.Add((number, sent.Count + arrival.Late, arrival.Wait, arrival.ThenReport));
        }

        return [.. sent.OrderBy(each => each.Place).Select(each => (each.Number, each.Wait, each.Report))];
    }
}
