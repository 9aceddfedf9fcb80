using FsCheck;
using FsCheck.Fluent;
using Meet.Rtc.Srtp;

namespace Meet.Rtc.Tests.Srtp;

/// <summary>The window and the guessed index (RFC 3711 section 3.3.1) against numbers that do not wrap.</summary>
public sealed class ReplayWindowProperties
{
    private static readonly Gen<(ushort First, List<(int Ahead, int Back)> Packets)> Streams =
        from first in Gen.Choose(0, ushort.MaxValue)
        from count in Gen.Choose(1, 500)
        from packets in (from ahead in Gen.Frequency((8, Gen.Choose(0, 2)), (2, Gen.Choose(0, 700)), (1, Gen.Choose(0, 32_000)))
                         from back in Gen.Frequency((5, Gen.Constant(0)), (3, Gen.Choose(0, 20)), (1, Gen.Choose(0, 700)))
                         select (ahead, back)).ListOf(count)
        select ((ushort)first, packets.ToList());

    [Fact]
    public void Sixteen_bits_tell_the_whole_index_and_each_index_is_fresh_once() => Prop.ForAll(Streams.ToArbitrary(), stream =>
    {
        ReplayWindow window = default;
        var seen = new HashSet<ulong>();
        ulong newest = stream.First;
        var highest = 0UL;
        foreach (var (ahead, back) in stream.Packets)
        {
            // The first packet tells where the stream begins: nothing is before it but what has its roll-over counter, 0.
            newest += seen.Count == 0 ? 0 : (ulong)ahead;
            var index = seen.Count == 0 || (ulong)back > newest ? newest : newest - (ulong)back;
            window.Estimate((ushort)index).ShouldBe(index);
            var isFresh = seen.Count == 0 || index > highest || (!seen.Contains(index) && index + ReplayWindow.Size > highest);
            window.IsFresh(index).ShouldBe(isFresh);
            if (!isFresh)
                continue;
            window.Mark(index);
            seen.Add(index);
            highest = Math.Max(highest, index);
            window.Highest.ShouldBe(highest);
            window.IsFresh(index).ShouldBeFalse();
        }
    }).QuickCheckThrowOnFailure();
}
