using Meet.Media.Quality;

namespace Meet.Media.Tests.Quality;

public sealed class QualityScoreTests
{
    [Theory]
    [InlineData(0, 0, 0, 100)]
    [InlineData(0, 0, 100, 100)]
    [InlineData(0, 0, 250, 90)]
    [InlineData(0, 0, 400, 80)]
    [InlineData(0, 0, 10_000, 80)]
    [InlineData(0, 30, 0, 94)]
    [InlineData(0, 100, 0, 80)]
    [InlineData(0, 10_000, 0, 80)]
    [InlineData(1, 0, 0, 94)]
    [InlineData(10, 0, 0, 40)]
    [InlineData(100, 0, 0, 40)]
    [InlineData(5, 50, 250, 50)]
    [InlineData(100, 10_000, 10_000, 0)]
    public void The_score_takes_off_for_loss_jitter_and_delay_up_to_a_bound_each(double loss, double jitter, double roundTrip, int score) =>
        QualityScore.Of(loss, jitter, roundTrip).ShouldBe(score);

    [Theory]
    [InlineData(100, 4)]
    [InlineData(80, 4)]
    [InlineData(79, 3)]
    [InlineData(60, 3)]
    [InlineData(59, 2)]
    [InlineData(40, 2)]
    [InlineData(39, 1)]
    [InlineData(0, 1)]
    public void People_are_shown_one_of_four_levels(int score, int level) => QualityScore.LevelOf(score).ShouldBe(level);

    [Theory]
    [InlineData(0, 0, 0, true)]
    [InlineData(100, 10_000, 10_000, true)]
    [InlineData(100.5, 0, 0, false)]
    [InlineData(0, -1, 0, false)]
    [InlineData(0, 0, 10_001, false)]
    [InlineData(double.NaN, 0, 0, false)]
    [InlineData(0, double.NaN, 0, false)]
    [InlineData(0, 0, double.NaN, false)]
    public void A_sample_is_within_what_can_be_measured(double loss, double jitter, double roundTrip, bool valid) =>
        new QualitySample(loss, jitter, roundTrip).IsValid.ShouldBe(valid);
}
