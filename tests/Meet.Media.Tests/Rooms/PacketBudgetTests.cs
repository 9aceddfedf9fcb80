using Meet.Media.Rooms;

namespace Meet.Media.Tests.Rooms;

public sealed class PacketBudgetTests
{
    [Fact]
    public void Half_a_seconds_packets_may_come_at_once_and_then_so_many_a_second()
    {
        var budget = default(PacketBudget);

        Taken(ref budget, 1_000_000, 1000).ShouldBe(250);
        Taken(ref budget, 1_000_001, 10).ShouldBe(0);
        Taken(ref budget, 1_000_004, 10).ShouldBe(2);
        Taken(ref budget, 1_000_104, 1000).ShouldBe(50);
        Taken(ref budget, 9_000_000, 1000).ShouldBe(250);
    }

    [Fact]
    public void Who_sends_at_that_rate_loses_nothing()
    {
        var budget = default(PacketBudget);
        for (var now = 0; now < 60_000; now += 2)
            budget.Take(now, 500).ShouldBeTrue();
    }

    private static int Taken(ref PacketBudget budget, long now, int tries)
    {
        var taken = 0;
        for (var i = 0; i < tries; i++)
            taken += budget.Take(now, 500) ? 1 : 0;
        return taken;
    }
}
