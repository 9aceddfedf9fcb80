using Meet.Rtc.Congestion;

namespace Meet.Rtc.Tests.Congestion;

/// <summary>The two rates and what feeds them.</summary>
public sealed class RateControlTests
{
    private const long Second = 1_000_000;

    private readonly AimdRateControl _aimd = new(1_000_000, 30_000, 20_000_000);

    [Fact]
    public void Far_from_the_capacity_it_grows_by_8_percent_a_second()
    {
        _aimd.Update(BandwidthUsage.Normal, 1_000_000, Second);
        _aimd.Rate.ShouldBe(1_000_000);
        _aimd.Update(BandwidthUsage.Normal, 1_000_000, 2 * Second);
        _aimd.Rate.ShouldBe(1_080_000, 1);
        _aimd.Update(BandwidthUsage.Normal, 1_080_000, 22 * Second);
        _aimd.Rate.ShouldBe(1_166_400, 1, "at most a second counts");
    }

    [Fact]
    public void Overuse_leaves_85_percent_of_what_arrives_and_it_grows_by_a_packet_for_each_response()
    {
        _aimd.Update(BandwidthUsage.Overusing, 1_000_000, Second);
        _aimd.Rate.ShouldBe(850_000);
        _aimd.Update(BandwidthUsage.Underusing, 850_000, Second);
        _aimd.Update(BandwidthUsage.Normal, 850_000, Second);
        _aimd.Update(BandwidthUsage.Normal, 850_000, 2 * Second);
        // A frame of 28 333 bits is three packets of 9444; a response takes 2 · (200 + 100) ms.
        _aimd.Rate.ShouldBe(850_000 + (9444.444 / 0.6), 1);
    }

    [Fact]
    public void It_is_cut_once_in_a_round_trip_unless_next_to_nothing_arrives()
    {
        _aimd.Update(BandwidthUsage.Overusing, 1_000_000, Second);
        _aimd.Update(BandwidthUsage.Overusing, 900_000, Second + 100_000);
        _aimd.Rate.ShouldBe(850_000);
        _aimd.Update(BandwidthUsage.Overusing, 400_000, Second + 100_000);
        _aimd.Rate.ShouldBe(340_000);
    }

    [Fact]
    public void It_never_exceeds_one_and_a_half_of_what_arrives_by_growing_and_does_not_fall_to_it()
    {
        _aimd.Update(BandwidthUsage.Normal, 700_000, Second);
        for (var i = 2; i < 20; i++)
            _aimd.Update(BandwidthUsage.Normal, 700_000, i * Second);
        _aimd.Rate.ShouldBe(1_060_000, 1);
        _aimd.Update(BandwidthUsage.Normal, 100_000, 21 * Second);
        _aimd.Rate.ShouldBe(1_060_000, 1);
    }

    [Theory]
    [InlineData(0, 1_081_000)]
    [InlineData(1, 1_081_000)]
    [InlineData(5, 1_000_000)]
    [InlineData(10, 1_000_000)]
    [InlineData(20, 900_000)]
    [InlineData(50, 750_000)]
    public void Loss_above_10_percent_costs_half_of_it_and_below_2_it_grows(int lostOf100, double expected)
    {
        var loss = new LossController(1_000_000, 30_000);
        loss.OnLost();
        loss.OnReceived(wasLost: true);
        loss.Update(9_000_000, 0, Second);
        for (var i = 1; i < 100; i++)
        {
            if (i <= lostOf100)
                loss.OnLost();
            else
                loss.OnReceived(wasLost: false);
        }

        loss.Update(9_000_000, 0, 2 * Second);

        loss.Fraction.ShouldBe(lostOf100 / 100.0);
        loss.Rate.ShouldBe(expected, 1);
        loss.Update(9_000_000, 0, 3 * Second);
        loss.Rate.ShouldBeGreaterThanOrEqualTo(expected - 1, "one loss is one cut");
        loss.Update(500_000, 0, 3 * Second);
        loss.Rate.ShouldBe(500_000);
    }

    [Fact]
    public void What_arrives_is_measured_after_half_a_second_and_follows()
    {
        var rate = new AcknowledgedRate();
        for (var time = 0; time < 500_000; time += 10_000)
            rate.OnPacket(time, 1_000);
        rate.BitsPerSecond.ShouldBe(0);
        rate.OnPacket(500_000, 1_000);
        rate.BitsPerSecond.ShouldBe(800_000);

        for (var time = 510_000; time <= 2_500_000; time += 10_000)
            rate.OnPacket(time, 500);
        rate.BitsPerSecond.ShouldBeInRange(400_000, 420_000);
        rate.OnPacket(1, 500);
        rate.BitsPerSecond.ShouldBeInRange(400_000, 420_000);
    }

    [Fact]
    public void A_sender_is_limited_below_65_percent_of_its_target_and_3_s_longer()
    {
        var rate = new SendRate();
        for (var time = 0L; time < 2 * Second; time += 10_000)
            rate.OnSent(1_000, time);
        rate.BitsPerSecond((2 * Second) - 1).ShouldBe(800_000);
        rate.OnTick(1_200_000, (2 * Second) - 1);
        rate.WasLimited(2 * Second).ShouldBeFalse();
        rate.OnTick(1_300_000, 2 * Second - 1);
        rate.WasLimited(4 * Second).ShouldBeTrue();
        rate.WasLimited(6 * Second).ShouldBeFalse();
        rate.BitsPerSecond(9 * Second).ShouldBe(0);
    }

    [Fact]
    public void Silence_is_noticed_after_3_s_of_sending_and_each_second_again()
    {
        var timeout = new FeedbackTimeout();
        timeout.IsDue(9 * Second).ShouldBeFalse("nothing was sent");
        timeout.OnSent(10 * Second);
        timeout.OnSent(11 * Second);
        timeout.IsSilent(10 * Second).ShouldBeFalse();
        timeout.IsSilent(11 * Second).ShouldBeTrue();
        timeout.IsDue((13 * Second) - 1).ShouldBeFalse();
        timeout.IsDue(13 * Second).ShouldBeTrue();
        timeout.IsDue(13 * Second).ShouldBeFalse();
        timeout.IsDue(14 * Second).ShouldBeTrue();
        timeout.OnFeedback();
        timeout.IsDue(60 * Second).ShouldBeFalse();
    }
}
