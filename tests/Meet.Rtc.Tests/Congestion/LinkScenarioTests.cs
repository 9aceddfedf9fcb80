namespace Meet.Rtc.Tests.Congestion;

/// <summary>The estimator against a simulated link: what it settles at, how fast, and what it leaves in the queue.</summary>
public sealed class LinkScenarioTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(300_000, 40)]
    [InlineData(300_000, 120)]
    [InlineData(1_000_000, 5)]
    [InlineData(1_000_000, 40)]
    [InlineData(2_500_000, 5)]
    [InlineData(2_500_000, 40)]
    [InlineData(2_500_000, 120)]
    public void It_settles_below_the_capacity_without_a_standing_queue(double capacity, int propagationMilliseconds)
    {
        var call = new CallSimulator();
        (call.Link.BitsPerSecond, call.Link.Propagation) = (capacity, propagationMilliseconds * 1000);
        Tell(call.Run(15));

        var steady = Tell(call.Run(45));

        steady.MeanTarget.ShouldBeInRange(0.7 * capacity, capacity);
        steady.HighQueue.ShouldBeLessThan(150);
    }

    [Fact]
    public void The_start_is_found_within_seconds()
    {
        var call = new CallSimulator();
        call.Link.BitsPerSecond = 5_000_000;

        Tell(call.Until(target => target > 2_400_000, 10)).ShouldBeLessThan(2);
    }

    [Fact]
    public void A_link_that_becomes_slow_is_followed_within_two_seconds()
    {
        var call = new CallSimulator();
        call.Link.BitsPerSecond = 2_000_000;
        Tell(call.Run(20));

        call.Link.BitsPerSecond = 400_000;

        Tell(call.Until(target => target <= 400_000, 10)).ShouldBeLessThan(2);
        call.Run(5);
        var steady = Tell(call.Run(20));
        steady.MeanTarget.ShouldBeInRange(0.7 * 400_000, 400_000);
        steady.HighQueue.ShouldBeLessThan(150);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(23)]
    [InlineData(26)]
    [InlineData(29)]
    [InlineData(31)]
    public void A_link_that_becomes_fast_is_found_by_a_probe_within_ten_seconds(double after)
    {
        var call = new CallSimulator();
        call.Link.BitsPerSecond = 400_000;
        Tell(call.Run(after));

        call.Link.BitsPerSecond = 2_000_000;

        Tell(call.Until(target => target > 1_400_000, 30)).ShouldBeLessThan(11, "the longest interval is 10 s");
        call.Run(5);
        Tell(call.Run(20)).MeanTarget.ShouldBeInRange(1_400_000, 2_000_000);
    }

    [Fact]
    public void Random_loss_on_a_fat_link_does_not_collapse_the_estimate()
    {
        var call = new CallSimulator();
        call.Link.BitsPerSecond = 10_000_000;
        var before = Tell(call.Run(15)).Targets[^1];

        call.Link.Loss = 0.05;

        Tell(call.Run(60)).LowestTarget.ShouldBeGreaterThan(before / 2);
    }

    [Fact]
    public void Heavy_loss_lowers_it_and_its_end_raises_it_again()
    {
        var call = new CallSimulator();
        call.Link.BitsPerSecond = 2_000_000;
        var before = Tell(call.Run(20)).Targets[^1];

        call.Link.Loss = 0.25;
        Tell(call.Run(10)).Targets[^1].ShouldBeLessThan(before * 0.6);

        call.Link.Loss = 0;
        Tell(call.Until(target => target > 1_400_000, 30)).ShouldBeLessThan(15);
    }

    [Fact]
    public void Jitter_with_reordering_does_not_collapse_it()
    {
        var call = new CallSimulator();
        call.Link.BitsPerSecond = 2_500_000;
        call.Link.Jitter = 20_000;
        Tell(call.Run(20));

        Tell(call.Run(40)).MeanTarget.ShouldBeGreaterThan(1_250_000);
    }

    [Fact]
    public void Two_seconds_without_feedback_do_little_harm()
    {
        var call = new CallSimulator();
        call.Link.BitsPerSecond = 2_000_000;
        var before = Tell(call.Run(20)).Targets[^1];

        call.FeedbackIsLost = true;
        Tell(call.Run(2));
        call.FeedbackIsLost = false;

        Tell(call.Run(10)).LowestTarget.ShouldBeGreaterThan(before / 2);
    }

    [Fact]
    public void Without_any_feedback_it_goes_down_and_it_comes_back()
    {
        var call = new CallSimulator();
        call.Link.BitsPerSecond = 2_000_000;
        var before = Tell(call.Run(20)).Targets[^1];

        call.FeedbackIsLost = true;
        Tell(call.Run(13)).Targets[^1].ShouldBeLessThan(before * 0.2);
        call.FeedbackIsLost = false;

        Tell(call.Until(target => target > 1_400_000, 30)).ShouldBeLessThan(15);
    }

    [Fact]
    public void A_sender_with_little_to_send_finds_the_capacity_by_probes_alone()
    {
        var call = new CallSimulator { MediaLimit = 150_000 };
        call.Link.BitsPerSecond = 2_500_000;
        Tell(call.Run(10));

        var steady = Tell(call.Run(30));

        steady.MeanTarget.ShouldBeInRange(0.7 * 2_500_000, 3_000_000);
        steady.HighQueue.ShouldBeLessThan(50);
    }

    [Fact]
    public void A_short_stall_of_a_sender_with_little_to_send_is_forgotten_within_seconds()
    {
        var call = new CallSimulator { MediaLimit = 150_000 };
        call.Link.BitsPerSecond = 2_500_000;
        var before = Tell(call.Run(10)).Targets[^1];

        call.Link.BitsPerSecond = 100_000;
        var dropped = Tell(call.Run(1)).LowestTarget;
        call.Link.BitsPerSecond = 2_500_000;

        dropped.ShouldBeLessThan(before / 2);
        Tell(call.Until(target => target > 0.7 * before, 30)).ShouldBeLessThan(8);
    }

    [Fact]
    public void Two_senders_on_one_link_share_it()
    {
        var first = new CallSimulator();
        var second = new CallSimulator(link: first.Link);
        first.Link.BitsPerSecond = 2_000_000;
        for (var i = 0; i < 30_000; i++)
        {
            first.Run(0.001);
            second.Run(0.001);
        }

        var (a, b) = (new Measured([], []), new Measured([], []));
        for (var i = 0; i < 60_000; i++)
        {
            a.Add(first.Run(0.001));
            b.Add(second.Run(0.001));
        }

        Tell(a).MeanTarget.ShouldBeInRange(500_000, 1_500_000);
        Tell(b).MeanTarget.ShouldBeInRange(500_000, 1_500_000);
        (a.MeanTarget + b.MeanTarget).ShouldBeInRange(1_400_000, 2_100_000);
        a.HighQueue.ShouldBeLessThan(150);
    }

    [Fact]
    public void A_short_queue_that_drops_does_not_collapse_it()
    {
        var call = new CallSimulator();
        (call.Link.BitsPerSecond, call.Link.QueueLimit) = (1_000_000, 30_000);
        Tell(call.Run(20));

        Tell(call.Run(40)).MeanTarget.ShouldBeInRange(500_000, 1_050_000);
    }

    [Fact]
    public void Nothing_wanted_means_nothing_probed()
    {
        var call = new CallSimulator();
        call.Estimator.WantedBitsPerSecond = 0;
        Tell(call.Run(20));

        call.PaddingBytes.ShouldBe(0);
    }

    [Fact]
    public void A_worker_that_turns_only_every_20_ms_probes_well_enough()
    {
        var call = new CallSimulator { Turn = 20_000 };
        call.Link.BitsPerSecond = 2_000_000;
        Tell(call.Run(15));

        Tell(call.Run(30)).MeanTarget.ShouldBeInRange(1_400_000, 2_000_000);
    }

    [Fact]
    public void Wraps_of_sequence_numbers_and_clocks_change_nothing()
    {
        var plain = Tell(Wrapping(0, 1_000_000).Run(30));
        // The lowest 32 bits of the microseconds, and the 16 of the sequence numbers, wrap within the first seconds.
        Tell(Wrapping(65_400, 4_294_000_000).Run(30)).MeanTarget.ShouldBe(plain.MeanTarget, plain.MeanTarget * 0.1);

        static CallSimulator Wrapping(ushort first, long start)
        {
            var call = new CallSimulator(firstSequence: first, startTime: start);
            call.Link.BitsPerSecond = 1_500_000;
            return call;
        }
    }

    private Measured Tell(Measured measured)
    {
        output.WriteLine($"{measured}, at the end {measured.Targets[^1] / 1000:F0}");
        return measured;
    }

    private double Tell(double seconds)
    {
        output.WriteLine($"after {seconds:F2} s");
        return seconds;
    }
}
