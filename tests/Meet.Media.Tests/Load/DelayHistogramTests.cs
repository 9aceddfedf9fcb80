using FsCheck;
using FsCheck.Fluent;
using Meet.Load.Figures;

namespace Meet.Media.Tests.Load;

public sealed class DelayHistogramTests
{
    [Fact]
    public void Quantiles_are_exact_to_a_thirty_second_over_the_whole_range()
    {
        var values = (from exponent in Gen.Choose(0, 61) from rest in Gen.Choose(0, int.MaxValue) select (1L << exponent) + (rest % (1L << exponent))).NonEmptyListOf();
        Prop.ForAll(values.ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (generated, perMille) =>
        {
            List<long> list = [.. generated];
            var histogram = new DelayHistogram();
            foreach (var value in list)
                histogram.Add(value);
            var sorted = list.Order().ToList();
            var exact = sorted[Math.Max(0, (int)Math.Ceiling(perMille / 1000d * sorted.Count) - 1)];

            var quantile = histogram.Quantile(perMille / 1000d);

            quantile.ShouldBeInRange(exact, exact + (exact / 32));
            histogram.Count.ShouldBe(list.Count);
            histogram.Max.ShouldBe(sorted[^1]);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Without_values_there_is_nothing_and_what_is_below_zero_is_zero()
    {
        var histogram = new DelayHistogram();
        histogram.Quantile(0.99).ShouldBe(0);
        histogram.Add(-5);
        histogram.Add(long.MaxValue);
        histogram.Quantile(0.5).ShouldBe(0);
        histogram.Quantile(1).ShouldBe(long.MaxValue);
        histogram.Clear();
        (histogram.Count, histogram.Quantile(1)).ShouldBe((0L, 0L));
    }
}
