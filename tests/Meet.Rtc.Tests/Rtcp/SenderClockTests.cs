using FsCheck;
using FsCheck.Fluent;
using Meet.Rtc.Rtcp;

namespace Meet.Rtc.Tests.Rtcp;

public sealed class SenderClockTests
{
    private const ulong Second = 1UL << 32;
    private const ulong Millisecond = Second / 1000;
    private const ulong Here = 4_000_000_000 * Second;
    private const ulong There = 9_000 * Second;

    private SenderClock _clock;

    [Fact]
    public void What_waited_least_says_how_far_the_clocks_are_apart()
    {
        Report(at: 0, waited: 80);
        Report(at: 1000, waited: 20);
        Report(at: 2000, waited: 500);

        Translated(2000).ShouldBe(Here + (2020 * Millisecond));
    }

    [Fact]
    public void It_follows_clocks_that_drift_and_ways_that_become_longer_within_a_minute()
    {
        for (var at = 0; at < 30_000; at += 1000)
            Report(at, waited: 20);
        for (var at = 30_000; at < 91_000; at += 1000)
            Report(at, waited: 70);

        Translated(91_000).ShouldBe(Here + (91_070 * Millisecond));
    }

    [Fact]
    public void A_clock_that_is_set_counts_anew_at_once()
    {
        Report(at: 0, waited: 20);
        // Back by an hour, and forth by two.
        _clock.OnReport(There + Second - (3600 * Second), Here + Second);
        _clock.Translate(new SenderReport(1, There + Second - (3600 * Second), 7, 0, 0)).NtpTime.ShouldBe(Here + Second);
        _clock.OnReport(There + (7200 * Second), Here + (2 * Second));
        _clock.Translate(new SenderReport(1, There + (7200 * Second), 7, 0, 0)).NtpTime.ShouldBe(Here + (2 * Second));
    }

    [Fact]
    public void Reports_without_a_wall_clock_say_nothing()
    {
        _clock.Translate(new SenderReport(1, There, 7, 8, 9)).ShouldBe(default);
        _clock.OnReport(0, Here);
        _clock.Translate(new SenderReport(1, There, 7, 8, 9)).ShouldBe(default);
        Report(at: 0, waited: 0);
        _clock.Translate(new SenderReport(1, 0, 7, 8, 9)).ShouldBe(default);
        _clock.Translate(new SenderReport(1, There, 7, 8, 9)).ShouldBe(new SenderReport(1, Here, 7, 8, 9));
    }

    /// <summary>Wherever both clocks begin, and so wherever they wrap.</summary>
    [Fact]
    public void Instants_of_a_sender_keep_their_distance_and_come_by_the_shortest_wait_too_late() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1_000).WithQuietOnSuccess(true),
        Prop.ForAll(
            // Never 0 at a whole second from it, which is no time.
            ArbMap.Default.ArbFor<ulong>().Generator.Select(ntp => ntp | 1).ToArbitrary(), ArbMap.Default.ArbFor<ulong>(),
            Gen.Choose(0, 4000).NonEmptyListOf().ToArbitrary(),
            (there, here, waits) =>
            {
                var clock = default(SenderClock);
                for (var i = 0; i < waits.Count && i < 25; i++)
                {
                    var sent = (ulong)i * Second;
                    clock.OnReport(there + sent, here + sent + ((ulong)waits[i] * Millisecond));
                }

                var least = (ulong)waits.Take(25).Min() * Millisecond;
                return clock.Translate(new SenderReport(1, there + (50 * Second), 0, 0, 0)).NtpTime == here + (50 * Second) + least;
            }));

    private void Report(int at, int waited) => _clock.OnReport(There + ((ulong)at * Millisecond), Here + ((ulong)(at + waited) * Millisecond));

    private ulong Translated(int at) => _clock.Translate(new SenderReport(1, There + ((ulong)at * Millisecond), 0, 0, 0)).NtpTime;
}
