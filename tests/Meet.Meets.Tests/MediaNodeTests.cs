using Meet.Meets.Commands;

namespace Meet.Meets.Tests;

public sealed class MediaNodeTests
{
    private static readonly Guid[] Meets = [.. Enumerable.Range(0, 3000).Select(Some.Id)];

    [Fact]
    public void Meets_spread_over_the_nodes()
    {
        var nodes = new MediaNodes(["a", "b", "c"]);

        Meets.CountBy(nodes.For).ShouldAllBe(share => share.Value > 800);
    }

    [Fact]
    public void A_new_node_takes_its_share_and_moves_nothing_else()
    {
        var (before, after) = (new MediaNodes(["a", "b"]), new MediaNodes(["b", "new", "a"]));

        Meets.ShouldAllBe(meet => after.For(meet) == before.For(meet) || after.For(meet) == "new");
        Meets.Count(meet => after.For(meet) == "new").ShouldBeInRange(800, 1200);
    }

    [Fact]
    public void Without_a_named_node_the_service_does_not_start()
    {
        Should.Throw<InvalidOperationException>(() => new MediaNodes([]));
        Should.Throw<InvalidOperationException>(() => new MediaNodes(["a", " "]));
    }
}
