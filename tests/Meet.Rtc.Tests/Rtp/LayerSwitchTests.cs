using FsCheck;
using FsCheck.Fluent;
using Meet.Rtc.Rtcp;
using Meet.Rtc.Rtp;

namespace Meet.Rtc.Tests.Rtp;

public sealed class LayerSwitchTests
{
    private const int Rate = 90_000;
    private const ulong Second = 1UL << 32;

    // Second 1000 is 90 000 on one clock; second 1000.5 is 5 000 000 on the other.
    private static readonly SenderReport Low = new(1, 1000 * Second, 90_000, 0, 0);
    private static readonly SenderReport High = new(2, (1000 * Second) + (Second / 2), 5_000_000, 0, 0);

    private RtpContinuity _continuity = new(1, 7_000);

    [Fact]
    public void Two_reports_give_the_offset_of_two_clocks()
    {
        LayerSwitch.TryOffset(Low, High, Rate, out var offset).ShouldBeTrue();
        offset.ShouldBe(unchecked((uint)(90_000 + 45_000 - 5_000_000)));
        LayerSwitch.TryOffset(High, Low, Rate, out var back).ShouldBeTrue();
        (offset + back).ShouldBe(0u);
    }

    [Fact]
    public void A_frame_of_another_layer_lies_where_its_capture_lies()
    {
        // The last low frame is of second 1001, the first high one is of 33 ms later.
        Send(90_000).ShouldBe(7_000u);
        Send(180_000).ShouldBe(97_000u);
        _continuity.LeaveSource();

        var step = LayerSwitch.Step(_continuity, 5_000_000 + 45_000 + 2_970, Low, High, Rate, elapsed: 5_000);
        step.ShouldBe(new LayerStep(2_970, true, 0));
        Send(5_047_970, step.Step).ShouldBe(99_970u);
        Send(5_050_970).ShouldBe(102_970u);
    }

    [Fact]
    public void It_never_goes_backwards_and_says_how_far_it_would_have()
    {
        Send(180_000);
        _continuity.LeaveSource();

        // The same instant, and 100 ms before.
        LayerSwitch.Step(_continuity, 5_045_000, Low, High, Rate, 3_000).ShouldBe(new LayerStep(1, true, 1));
        LayerSwitch.Step(_continuity, 5_036_000, Low, High, Rate, 3_000).ShouldBe(new LayerStep(1, true, 9_001));
    }

    [Fact]
    public void Without_credible_reports_the_time_that_passed_counts()
    {
        Send(180_000);
        _continuity.LeaveSource();

        LayerSwitch.Step(_continuity, 5_047_970, default, High, Rate, 3_000).ShouldBe(new LayerStep(3_000, false, 0));
        LayerSwitch.Step(_continuity, 5_047_970, Low, default, Rate, 0).ShouldBe(new LayerStep(1, false, 0));
        // The sender's wall clock was set by an hour between the two.
        LayerSwitch.Step(_continuity, 5_047_970, Low, High with { NtpTime = High.NtpTime + (3600 * Second) }, Rate, 3_000)
            .ShouldBe(new LayerStep(3_000, false, 0));
        LayerSwitch.TryOffset(Low, High with { NtpTime = High.NtpTime + (90_000 * Second) }, Rate, out _).ShouldBeFalse();
        LayerSwitch.TryOffset(Low, High, 0, out _).ShouldBeFalse();
    }

    /// <summary>Wherever the three clocks begin, and so wherever they and the wall clock wrap.</summary>
    [Fact]
    public void Captures_keep_their_distance_over_a_switch() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2_000).WithQuietOnSuccess(true),
        Prop.ForAll(Arb.From(Some), some =>
        {
            var (low, high) = (some.Low, some.High);
            var wall = some.Wall;
            // Reports up to 5 s before the switch, each at its own time.
            var lowReport = new SenderReport(1, Ntp(wall, -some.LowAge), At(low, -some.LowAge), 0, 0);
            var highReport = new SenderReport(2, Ntp(wall, -some.HighAge), At(high, -some.HighAge), 0, 0);
            var continuity = new RtpContinuity(0, some.Out);
            continuity.TryMap(1, At(low, -100), 1, out _, out _).ShouldBeTrue();
            continuity.TryMap(2, low, 1, out _, out var before).ShouldBeTrue();
            before.ShouldBe(some.Out + 9_000);

            var step = LayerSwitch.Step(continuity, At(high, some.Gap), lowReport, highReport, Rate, (uint)(some.Gap * 90) + 500);
            continuity.LeaveSource();
            continuity.TryMap(60_000, At(high, some.Gap), step.Step, out _, out var after).ShouldBeTrue();

            step.IsAligned.ShouldBeTrue();
            // NTP fractions are rounded to a clock unit.
            ((int)(after - before - (uint)(some.Gap * 90))).ShouldBeInRange(-1, 1);
        }));

    private sealed record Case(uint Low, uint High, uint Out, ulong Wall, int LowAge, int HighAge, int Gap);

    private static readonly Gen<uint> Word =
        from upper in Gen.Choose(0, 0xFFFF) from lower in Gen.Choose(0, 0xFFFF) select ((uint)upper << 16) | (uint)lower;

    private static readonly Gen<Case> Some =
        from low in Word
        from high in Word
        from sent in Word
        from wall in Word
        from lowAge in Gen.Choose(0, 5_000)
        from highAge in Gen.Choose(0, 5_000)
        from gap in Gen.Choose(1, 900)
        select new Case(low, high, sent, (ulong)wall << 32, lowAge, highAge, gap);

    private static uint At(uint origin, int milliseconds) => origin + (uint)(milliseconds * 90);

    private static ulong Ntp(ulong wall, int milliseconds) => wall + (ulong)(((long)milliseconds << 32) / 1000);

    private uint Send(uint timestamp, uint step = 1)
    {
        _continuity.TryMap((ushort)(timestamp / 90), timestamp, step, out _, out var sent).ShouldBeTrue();
        return sent;
    }
}
