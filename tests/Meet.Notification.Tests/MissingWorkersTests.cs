using Meet.Notification.Messages;

namespace Meet.Notification.Tests;

public sealed class MissingWorkersTests
{
    private readonly MissingWorkers _missing = new();

    [Fact]
    public void Who_is_missing_for_3_seconds_is_taken_for_dead_and_not_before()
    {
        for (var second = 0.0; second < 3; second += 0.5)
            Look(second, 7).ShouldBeEmpty();

        Look(3, 7, 8).ShouldBe([7]);
    }

    [Fact]
    public void Who_came_back_meanwhile_begins_anew()
    {
        Look(0, 7);
        Look(1, 7);
        Look(2).ShouldBeEmpty();
        Look(2.5, 7);

        Look(4, 7).ShouldBeEmpty();
        Look(5.5, 7).ShouldBe([7]);
    }

    [Fact]
    public void A_time_in_which_nobody_could_look_does_not_count()
    {
        Look(0, 7);

        Look(30, 7).ShouldBeEmpty();
        Look(31.5, 7).ShouldBeEmpty();
        Look(33, 7).ShouldBe([7]);
    }

    private int[] Look(double second, params int[] missing) => _missing.Look(missing, TimeSpan.FromSeconds(second));
}
