using Meet.Contracts.Meets;
using Meet.Media.Quality;

namespace Meet.Media.Tests.Quality;

public sealed class SessionQualityTests
{
    private static readonly QualitySample Good = new(0, 0, 0);
    private static readonly QualitySample Bad = new(100, 100, 400);

    private readonly SessionQuality _quality = new();

    [Fact]
    public void Means_are_weighted_by_the_time_that_each_sample_speaks_for()
    {
        _quality.Start(1000);
        _quality.Add(new(0, 10, 100), 6000);
        _quality.Add(new(4, 30, 200), 11_000);
        _quality.Add(new(10, 50, 300), 21_000);

        _quality.Sum().ShouldBe(new QualityView(QualityScore.Of(6, 35, 225), 6, 35, 225, 20));
    }

    [Fact]
    public void A_page_that_slept_speaks_for_fifteen_seconds_only()
    {
        _quality.Start(0);
        _quality.Add(new(0, 0, 0), 15_000);
        _quality.Add(new(10, 0, 0), 3_600_000);

        _quality.Sum().ShouldBe(new QualityView(70, 5, 0, 0, 30));
    }

    [Fact]
    public void Without_a_sample_or_before_media_flows_there_is_nothing_to_sum_up()
    {
        _quality.Add(Bad, 500);
        _quality.Sum().ShouldBeNull();
        _quality.TakeNews(500).ShouldBeFalse();

        _quality.Start(1000);
        _quality.Sum().ShouldBeNull();
        _quality.Add(Bad, 1000);
        _quality.Sum().ShouldBeNull("no time has passed that it could speak for");
    }

    [Fact]
    public void A_level_is_told_when_it_changes_and_at_most_every_two_seconds()
    {
        _quality.Start(0);
        _quality.TakeNews(0).ShouldBeFalse();
        _quality.Add(Good, 100);
        _quality.TakeNews(100).ShouldBeTrue();
        _quality.Told.ShouldBe(4);

        _quality.Add(Bad, 200);
        _quality.TakeNews(2099).ShouldBeFalse();
        _quality.Told.ShouldBe(4);
        _quality.TakeNews(2100).ShouldBeTrue();
        _quality.Told.ShouldBe(1);

        _quality.Add(Bad, 10_000);
        _quality.TakeNews(10_000).ShouldBeFalse("it is no other level");
        _quality.Add(Good, 10_100);
        _quality.Add(Bad, 10_200);
        _quality.TakeNews(20_000).ShouldBeFalse("it is the same again");
    }
}
