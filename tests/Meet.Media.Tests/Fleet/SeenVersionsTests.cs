using Meet.Media.Events;

namespace Meet.Media.Tests.Fleet;

public sealed class SeenVersionsTests
{
    private static readonly Guid Meet = Guid.CreateVersion7();

    [Fact]
    public void What_is_told_twice_or_late_is_no_news()
    {
        var seen = new SeenVersions();

        seen.IsNews(Meet, 3).ShouldBeTrue();
        seen.IsNews(Meet, 3).ShouldBeFalse();
        seen.IsNews(Meet, 2).ShouldBeFalse();
        seen.IsNews(Guid.CreateVersion7(), 2).ShouldBeTrue();
        seen.IsNews(Meet, 4).ShouldBeTrue();
    }

    [Fact]
    public void The_last_ones_up_to_the_bound_are_remembered_whatever_came_before()
    {
        var seen = new SeenVersions(bound: 10);
        Guid[] meets = [.. Enumerable.Range(0, 1000).Select(_ => Guid.CreateVersion7())];
        foreach (var meet in meets)
            seen.IsNews(meet, 1).ShouldBeTrue();

        meets[^10..].ShouldAllBe(meet => !seen.IsNews(meet, 1));
        seen.IsNews(meets[0], 1).ShouldBeTrue();
    }
}
