using FsCheck;
using FsCheck.Fluent;
using Meet.Media.Layers;

namespace Meet.Media.Tests.Layers;

public sealed class LayerAllocationTests
{
    [Fact]
    public void With_room_for_all_everybody_is_as_large_as_they_are_shown()
    {
        LineDemand[] lines = [Camera(cap: 2), Camera(cap: 0), Camera(cap: -1)];

        LayerAllocation.Allocate(lines, long.MaxValue).ShouldBe(0);

        Chosen(lines).ShouldBe([2, 0, -1]);
    }

    [Fact]
    public void Everybody_is_seen_before_anybody_is_large()
    {
        LineDemand[] lines = [Camera(), Camera(), Camera()];

        var wish = LayerAllocation.Allocate(lines, 1_000_000);

        // 3 x 150 kbit/s, and one step of 350 kbit/s to 500; the next would need 402.5 more than the 800 that are used.
        Chosen(lines).ShouldBe([1, 0, 0]);
        wish.ShouldBe(1_202_500);
    }

    [Fact]
    public void What_does_not_fit_at_all_is_left_out_from_the_end()
    {
        LineDemand[] lines = [Camera(), Camera(), Camera()];

        LayerAllocation.Allocate(lines, 360_000);

        Chosen(lines).ShouldBe([0, 0, -1]);
    }

    [Fact]
    public void A_step_up_needs_headroom_that_staying_does_not()
    {
        LineDemand[] up = [Camera(chosen: 0)];
        LineDemand[] stay = [Camera(chosen: 1)];

        LayerAllocation.Allocate(up, 520_000);
        LayerAllocation.Allocate(stay, 520_000);

        Chosen(up).ShouldBe([0]);
        Chosen(stay).ShouldBe([1]);
    }

    [Fact]
    public void A_layer_that_does_not_arrive_is_passed_over()
    {
        LineDemand[] lines = [Camera(rates: [150_000, 0, 1_500_000]), Camera(rates: [0, 0, 1_500_000], cap: 0), Camera(rates: [0, 0, 0])];

        LayerAllocation.Allocate(lines, long.MaxValue);

        // The second is shown small, but only the large one comes.
        Chosen(lines).ShouldBe([2, 2, -1]);
    }

    [Fact]
    public void No_choice_costs_more_than_the_budget_and_a_larger_budget_never_serves_anybody_worse()
    {
        var one = Gen.Choose(1, 3).SelectMany(layers => Gen.Choose(-1, 2).SelectMany(cap => Gen.Choose(0, 3_000).ArrayOf(3).Select(rates =>
            new LineDemand { Layers = layers, Cap = cap, Chosen = -1, Rates = Rates(rates.Order().Select(rate => rate * 1000L).ToArray()) })));
        var scenes = one.ListOf().SelectMany(lines => Gen.Choose(0, 10_000).Select(budget => (Lines: lines.Take(20).ToArray(), Budget: budget * 1000L)));

        Prop.ForAll(scenes.ToArbitrary(), scene =>
        {
            LineDemand[] less = [.. scene.Lines];
            LayerAllocation.Allocate(less, scene.Budget);
            var cost = less.Sum(line => line.Chosen < 0 ? 0 : line.Rates[line.Chosen]);
            return cost <= scene.Budget && less.All(line => line.Chosen < line.Layers && (line.Cap >= 0 || line.Chosen < 0));
        }).QuickCheckThrowOnFailure();
    }

    private static int[] Chosen(LineDemand[] lines) => [.. lines.Select(line => line.Chosen)];

    private static LineDemand Camera(int cap = 2, int chosen = -1, long[]? rates = null) =>
        new() { Layers = 3, Cap = cap, Chosen = chosen, Rates = Rates(rates ?? [150_000, 500_000, 1_500_000]) };

    private static LineDemand.LayerRates Rates(long[] rates)
    {
        var all = default(LineDemand.LayerRates);
        rates.CopyTo(((Span<long>)all));
        return all;
    }
}
