using FsCheck;
using FsCheck.Fluent;
using Meet.Rtc.Congestion;

namespace Meet.Rtc.Tests.Congestion;

/// <summary>From arrivals to the verdict: clock, groups, slope, threshold.</summary>
public sealed class DelaySignalTests
{
    [Fact]
    public void The_reference_time_runs_on_over_its_wrap_and_back() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500).WithQuietOnSuccess(true),
        Prop.ForAll(Arb.From(Gen.Choose(0, 0xFFFFFF)), Arb.From(Gen.Choose(-0x7FFFFF, 0x7FFFFF)), (first, step) =>
        {
            var clock = default(ReferenceClock);
            clock.Unwrap((uint)first).ShouldBe(0);
            clock.Unwrap((uint)(first + step) & 0xFFFFFF).ShouldBe(step * 256L);
            clock.Unwrap((uint)first).ShouldBe(0);
        }));

    [Fact]
    public void Groups_are_compared_by_their_last_packets()
    {
        var groups = new ArrivalGroups();
        groups.OnPacket(0, 100_000, 1, out _).ShouldBeFalse();
        groups.OnPacket(2_000, 102_000, 1, out _).ShouldBeFalse("of the same 5 ms");
        groups.OnPacket(20_000, 125_000, 1, out _).ShouldBeFalse("one group is complete");

        groups.OnPacket(40_000, 150_000, 1, out var delta).ShouldBeTrue();
        delta.ShouldBe(new GroupDelta(18_000, 23_000));
    }

    [Fact]
    public void Packets_held_back_and_let_go_at_once_are_one_group()
    {
        var groups = new ArrivalGroups();
        groups.OnPacket(0, 100_000, 1, out _);
        groups.OnPacket(20_000, 160_000, 1, out _);
        groups.OnPacket(40_000, 161_000, 1, out _).ShouldBeFalse();
        groups.OnPacket(60_000, 162_000, 1, out _).ShouldBeFalse();

        groups.OnPacket(80_000, 182_000, 1, out var delta).ShouldBeTrue();
        delta.ShouldBe(new GroupDelta(60_000, 62_000));
    }

    [Fact]
    public void A_packet_of_a_closed_group_and_a_clock_that_jumps_are_left_out()
    {
        var groups = new ArrivalGroups();
        groups.OnPacket(0, 100_000, 0, out _);
        groups.OnPacket(20_000, 120_000, 0, out _);
        groups.OnPacket(40_000, 140_000, 0, out _).ShouldBeTrue();
        groups.OnPacket(3_000, 141_000, 0, out _).ShouldBeFalse();

        groups.OnPacket(60_000, 9_000_000, 0, out var delta).ShouldBeTrue();
        delta.Arrived.ShouldBe(20_000);
        groups.OnPacket(80_000, 9_020_000, 0, out _).ShouldBeFalse("9 s, but by our clock no time passed");
        groups.OnPacket(100_000, 9_040_000, 0, out _).ShouldBeFalse("it began again");
    }

    [Fact]
    public void A_delay_that_grows_by_1_ms_in_21_is_a_slope_of_that()
    {
        var trend = new Trendline();
        for (var i = 1; i <= 19; i++)
            trend.Add(new GroupDelta(20_000, 21_000), i * 21_000);
        trend.Slope.ShouldBe(0, "the window is not full");

        // The smoothing lags by a constant in the end, which a slope does not see: 0.9^200 is nothing.
        for (var i = 20; i <= 220; i++)
            trend.Add(new GroupDelta(20_000, 21_000), i * 21_000);
        trend.Slope.ShouldBe(1 / 21.0, 1e-6);
        for (var i = 221; i <= 450; i++)
            trend.Add(new GroupDelta(20_000, 20_000), i * 21_000);
        trend.Slope.ShouldBe(0, 1e-6);
    }

    [Fact]
    public void An_alarm_takes_two_observations_and_more_than_10_ms()
    {
        var detector = new OveruseDetector();
        detector.Update(0.1, 60, 20_000, 0);
        detector.Usage.ShouldBe(BandwidthUsage.Normal);
        detector.Update(0.1, 60, 20_000, 20_000);
        detector.Usage.ShouldBe(BandwidthUsage.Overusing);
        detector.Update(-0.2, 60, 20_000, 40_000);
        detector.Usage.ShouldBe(BandwidthUsage.Underusing);
        detector.Update(0, 60, 20_000, 60_000);
        detector.Usage.ShouldBe(BandwidthUsage.Normal);
    }

    [Fact]
    public void A_slope_that_falls_again_is_no_alarm()
    {
        var detector = new OveruseDetector();
        detector.Update(0.1, 60, 20_000, 0);
        detector.Update(0.09, 60, 20_000, 20_000);
        detector.Usage.ShouldBe(BandwidthUsage.Normal);
    }

    [Fact]
    public void The_threshold_follows_slowly_up_and_fast_down_and_ignores_spikes()
    {
        var detector = new OveruseDetector();
        detector.Update(0.1, 60, 20_000, 0);
        detector.Update(0.1, 60, 20_000, 20_000);
        // 60 · 0.1 · 4 = 24; 12.5 + 0.0087 · (24 - 12.5) · 20 ms.
        detector.Threshold.ShouldBe(14.501, 1e-9);
        detector.Update(0.5, 60, 20_000, 40_000);
        detector.Threshold.ShouldBe(14.501, 1e-9);
        // 14.501 - 0.039 · 14.501 · 10 ms.
        detector.Update(0, 60, 20_000, 50_000);
        detector.Threshold.ShouldBe(8.84561, 1e-9);
        detector.Update(0, 60, 20_000, 100_000);
        detector.Threshold.ShouldBe(6);
    }
}
