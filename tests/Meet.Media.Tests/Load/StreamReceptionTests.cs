using FsCheck;
using FsCheck.Fluent;
using Meet.Load.Streams;

namespace Meet.Media.Tests.Load;

public sealed class StreamReceptionTests
{
    // A stream that wraps, of which some packets are lost, some come twice and all may come a little late.
    [Fact]
    public void What_came_what_came_twice_and_what_is_missing_is_told_by_the_numbers_alone()
    {
        Prop.ForAll(Arrivals.ToArbitrary(), stream =>
        {
            var arrived = stream.Order;
            var reception = new StreamReception(1, (ushort)arrived[0]);
            foreach (var number in arrived)
                reception.OnPacket((ushort)number);

            var distinct = arrived.Distinct().Count();
            reception.Received.ShouldBe(distinct);
            reception.Duplicates.ShouldBe(arrived.Count - distinct);
            reception.Lost.ShouldBe(arrived.Max() - arrived[0] + 1 - distinct);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_window_counts_what_comes_in_it_and_what_is_missing_in_it()
    {
        var reception = new StreamReception(1, 65_000);
        Take(ref reception, [65_000, 65_001, 65_003]);
        (reception.Received, reception.Lost).ShouldBe((3L, 1L));

        reception.BeginWindow();

        (reception.Received, reception.Expected, reception.Lost).ShouldBe((0L, 0L, 0L));
        Take(ref reception, [65_004, 65_006]);
        (reception.Received, reception.Expected, reception.Lost).ShouldBe((2L, 3L, 1L));
    }

    [Fact]
    public void A_leap_forgets_what_lies_behind_it()
    {
        var reception = new StreamReception(1, 10);
        Take(ref reception, [10, 2010, 2009, 2010, 1000]);
        (reception.Received, reception.Duplicates).ShouldBe((3L, 2L));
    }

    private static void Take(ref StreamReception reception, ReadOnlySpan<ushort> sequence)
    {
        foreach (var number in sequence)
            reception.OnPacket(number);
    }

    private static readonly Gen<(int First, List<int> Order)> Arrivals =
        from first in Gen.Choose(0, 65_535)
        from fates in Gen.Choose(0, 9).ListOf(400)
        from late in Gen.Choose(0, 30).ListOf(400)
        select (first, Order(first, [.. fates], [.. late]));

    // The first always comes, and first: a stream begins with what is seen first.
    private static List<int> Order(int first, List<int> fates, List<int> late)
    {
        var sent = new List<(int Number, int At)> { (first, -1) };
        for (var i = 1; i < fates.Count; i++)
        {
            if (fates[i] > 0)
                sent.Add((first + i, i + late[i]));
            if (fates[i] == 9)
                sent.Add((first + i, i + late[i] + 5));
        }

        return [.. sent.OrderBy(packet => packet.At).Select(packet => packet.Number)];
    }
}
