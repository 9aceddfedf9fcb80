using FsCheck;
using FsCheck.Fluent;
using Meet.Rtc.Congestion;
using Meet.Rtc.Rtcp;
using Meet.Rtc.Tests.Rtp;
using Meet.Testing;

namespace Meet.Rtc.Tests.Congestion;

public sealed class BandwidthEstimatorTests(ITestOutputHelper output)
{
    [Fact]
    public void Arrivals_are_read_as_they_were_written()
    {
        var arrived = new Dictionary<ushort, long>();
        var feedback = new TransportFeedback();
        var time = 64_000_000L;
        for (var i = 0; i < 200; i++)
        {
            if (i % 10 == 3)
                continue;
            time += i % 7 == 0 ? 90_000 : i % 5 == 0 ? -500 : 750;
            arrived[(ushort)(65_500 + i)] = time;
            feedback.OnPacket((ushort)(65_500 + i), time);
        }

        var report = new byte[1000];
        Packet(report.AsSpan(0, feedback.Write(1, 2, report)), out var packet);
        TransportFeedbackArrivals.TryRead(packet, out var arrivals).ShouldBeTrue();
        arrivals.BaseSequence.ShouldBe((ushort)65_500);
        var seen = 0;
        while (arrivals.MoveNext())
        {
            arrivals.Sequence.ShouldBe((ushort)(65_500 + seen++));
            arrived.TryGetValue(arrivals.Sequence, out var at).ShouldBe(arrivals.Received);
            if (arrivals.Received)
                (((long)arrivals.ReferenceTime * 64_000) + (arrivals.Ticks * 250)).ShouldBe(at);
        }

        seen.ShouldBe(200);
    }

    [Fact]
    public void It_starts_as_told_and_ignores_other_packets()
    {
        var estimator = new BandwidthEstimator(500_000, firstSequence: 65_535);
        estimator.TargetBitsPerSecond.ShouldBe(500_000);
        estimator.OnSending(1200, 0).ShouldBe((ushort)65_535);
        estimator.OnSending(1200, 0).ShouldBe((ushort)0);
        var writer = new RtcpWriter(new byte[100]);
        writer.AddPli(1, 2);
        Packet(writer.Written, out var packet);
        estimator.OnFeedback(packet, 0).ShouldBeFalse();
        (estimator.RoundTripMicroseconds, estimator.LossFraction, estimator.AcknowledgedBitsPerSecond).ShouldBe((0, 0, 0));
    }

    /// <summary>Nothing depends on where sequence numbers and clocks begin, and so on where they wrap.</summary>
    [Fact]
    public void The_first_number_and_the_clock_change_nothing()
    {
        var expected = Trace(0, 3_300_000);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(25).WithQuietOnSuccess(true),
            Prop.ForAll(Arb.From(Gen.Choose(0, 65_535)), Arb.From(Gen.Choose(1, 330_000_000)), (first, start) =>
                Trace((ushort)first, 3_300_000L * start).ShouldBe(expected)));

        static List<double> Trace(ushort first, long start)
        {
            var call = new CallSimulator(firstSequence: first, startTime: start);
            (call.Link.BitsPerSecond, call.Link.Loss) = (800_000, 0.01);
            return call.Run(4).Targets;
        }
    }

    [Fact]
    public void Damaged_feedback_never_throws_nor_leaves_the_bounds()
    {
        var estimator = new BandwidthEstimator(300_000, 50_000, 5_000_000) { WantedBitsPerSecond = 4_000_000 };
        var feedback = new TransportFeedback();
        var report = new byte[1000];
        var mutations = new Mutations(6);
        for (var i = 1; i < 60_000; i++)
        {
            var now = i * 5_000L;
            var sequence = estimator.OnSending(1200, now);
            feedback.OnPacket(sequence, now + 30_000);
            estimator.OnTick(now);
            if (estimator.PaddingBytesDue(now) is > 0 and var due)
                feedback.OnPacket(estimator.OnSending(due, now), now + 30_000);
            if (i % 10 != 0)
                continue;
            var valid = report[..feedback.Write(1, 2, report)];
            foreach (var packet in new RtcpCompound(mutations.Next(valid)))
                estimator.OnFeedback(packet, now);
            estimator.TargetBitsPerSecond.ShouldBeInRange(50_000, 5_000_000);
            double.IsFinite(estimator.LossFraction).ShouldBeTrue();
        }
    }

    [Fact]
    public void Nothing_is_allocated_for_a_packet_or_a_feedback_and_little_for_all()
    {
        var report = new byte[1000];
        var feedback = new TransportFeedback();
        var estimator = new BandwidthEstimator { WantedBitsPerSecond = 3_000_000 };
        var own = Allocations.Least(_ => estimator = new BandwidthEstimator { WantedBitsPerSecond = 3_000_000 });
        Send(1, 2_000);

        var reports = 0;
        var allocated = Allocations.Least(round => reports = Send(2_000 + (48_000 * round), 2_000 + (48_000 * (round + 1))));

        output.WriteLine($"{own} bytes for one estimator");
        reports.ShouldBeGreaterThan(3_000);
        allocated.ShouldBe(0);
        own.ShouldBeLessThan(20_000);

        int Send(int first, int end)
        {
            var count = 0;
            for (var i = first; i < end; i++)
            {
                var now = i * 4_000L;
                feedback.OnPacket(estimator.OnSending(1200, now), now + 30_000 + (i % 11 * 300));
                if (estimator.PaddingBytesDue(now) is > 0 and var due)
                    estimator.OnSending(due, now);
                if (i % 5 == 0)
                    estimator.OnTick(now);
                if (i % 15 != 0)
                    continue;
                Packet(report.AsSpan(0, feedback.Write(1, 2, report)), out var packet);
                count += estimator.OnFeedback(packet, now) ? 1 : 0;
            }

            return count;
        }
    }

    private static void Packet(ReadOnlySpan<byte> datagram, out RtcpPacket packet)
    {
        var compound = new RtcpCompound(datagram);
        compound.MoveNext();
        packet = compound.Current;
    }
}
