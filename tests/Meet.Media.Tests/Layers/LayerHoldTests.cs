using FsCheck;
using FsCheck.Fluent;
using Meet.Media.Layers;

namespace Meet.Media.Tests.Layers;

public sealed class LayerHoldTests
{
    [Fact]
    public void What_nobody_watches_is_held_back_after_five_seconds_and_let_go_at_once()
    {
        var hold = new LayerHold();
        hold.Decide(0, isHeard: true).ShouldBeFalse();
        hold.Decide(4999, isHeard: true).ShouldBeFalse();
        hold.Decide(5000, isHeard: true).ShouldBeTrue();
        hold.IsHeld.ShouldBeTrue();
        hold.Decide(5020, isHeard: true).ShouldBeFalse();

        hold.Want(60_000);
        hold.Decide(60_000, isHeard: false).ShouldBeTrue();
        hold.IsHeld.ShouldBeFalse();
    }

    [Fact]
    public void A_layer_that_does_not_arrive_is_left_alone()
    {
        var hold = new LayerHold();
        hold.Decide(0, isHeard: false);
        hold.Decide(100_000, isHeard: false).ShouldBeFalse();
        hold.Decide(100_020, isHeard: true).ShouldBeFalse("it has only begun");
        hold.Decide(105_000, isHeard: true).ShouldBeTrue();
    }

    [Fact]
    public void What_was_held_back_is_expected_for_three_seconds_after_it_is_wanted_again()
    {
        var hold = new LayerHold();
        hold.MayCome(0).ShouldBeFalse("nothing silences it but its publisher");
        hold.Decide(0, isHeard: true);
        hold.Decide(5000, isHeard: true);
        hold.MayCome(1_000_000).ShouldBeTrue();

        hold.Want(1_000_000);
        hold.Decide(1_000_000, isHeard: false);
        hold.MayCome(1_002_999).ShouldBeTrue();
        hold.MayCome(1_003_000).ShouldBeFalse();
    }

    [Fact]
    public void Nothing_is_held_back_within_five_seconds_of_a_wish_and_nothing_that_is_wished_for_stays_so()
    {
        var step = Gen.Choose(20, 1500).SelectMany(wait => Gen.Choose(0, 3).SelectMany(wanted => Gen.Choose(0, 3).Select(heard =>
            (Wait: (long)wait, IsWanted: wanted == 0, IsHeard: heard > 0))));

        Prop.ForAll(step.ListOf().ToArbitrary(), steps =>
        {
            var hold = new LayerHold();
            var (now, wantedAt, fits) = (1000L, -100_000L, true);
            foreach (var (wait, isWanted, isHeard) in steps)
            {
                now += wait;
                if (isWanted)
                {
                    hold.Want(now);
                    wantedAt = now;
                }

                var changed = hold.Decide(now, isHeard);
                fits &= !(changed && hold.IsHeld) || (isHeard && now - wantedAt >= LayerHold.Patience);
                fits &= !(isWanted && hold.IsHeld);
            }

            return fits;
        }).QuickCheckThrowOnFailure();
    }
}
