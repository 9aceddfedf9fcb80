using Meet.Meets.Fleet;

namespace Meet.Meets.Tests;

public sealed class PlacementTests
{
    private static readonly Guid[] Meets = [.. Enumerable.Range(0, 3000).Select(Some.Id)];

    [Fact]
    public void The_least_loaded_node_is_taken() =>
        Placement.Choose([new("a", 0.62, 1), new("b", 0.31, 9), new("c", 0.55, 0)], Meets[0]).ShouldBe("b");

    [Fact]
    public void Of_nodes_that_are_loaded_alike_the_one_with_fewer_Meets_is_taken() =>
        Placement.Choose([new("a", 0.31, 4), new("b", 0.39, 3), new("c", 0.36, 5)], Meets[0]).ShouldBe("b");

    [Fact]
    public void What_is_alike_spreads_and_every_replica_decides_the_same()
    {
        Candidate[] nodes = [new("a", 0, 0), new("b", 0, 0), new("c", 0, 0)];

        Meets.CountBy(meet => Placement.Choose(nodes, meet)!).ShouldAllBe(share => share.Value > 800);
        Meets.ShouldAllBe(meet => Placement.Choose(nodes, meet) == Placement.Choose(nodes.Reverse(), meet));
    }

    [Fact]
    public void A_node_over_its_limits_comes_last() =>
        Placement.Choose([new("a", 1.4, 0), new("b", 0.99, 90)], Meets[0]).ShouldBe("b");

    [Fact]
    public void Without_nodes_there_is_no_place() => Placement.Choose([], Meets[0]).ShouldBeNull();
}
