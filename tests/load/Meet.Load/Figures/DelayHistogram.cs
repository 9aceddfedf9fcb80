using System.Numerics;

namespace Meet.Load.Figures;

/// <summary>
/// Durations in nanoseconds, counted in buckets of which none is wider than 1/32 of its values (the layout of an HDR histogram):
/// quantiles are exact to that, whatever the range, in 15 kB.
/// </summary>
internal sealed class DelayHistogram
{
    private const int Bits = 5;

    private readonly long[] _counts = new long[(64 - Bits) << Bits];

    public long Count { get; private set; }

    public long Max { get; private set; }

    /// <param name="nanoseconds">Below zero counts as zero: clocks of two processors may disagree a little.</param>
    public void Add(long nanoseconds)
    {
        nanoseconds = Math.Max(0, nanoseconds);
        _counts[Bucket(nanoseconds)]++;
        Count++;
        Max = Math.Max(Max, nanoseconds);
    }

    /// <summary>The least value that at least that share of the values does not exceed, rounded up to its bucket's end; 0 without values.</summary>
    /// <param name="share">0 to 1.</param>
    public long Quantile(double share)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(share * Count));
        var passed = 0L;
        for (var i = 0; i < _counts.Length && Count > 0; i++)
        {
            passed += _counts[i];
            if (passed >= wanted)
                return Math.Min(Max, End(i));
        }

        return Max;
    }

    public void Clear()
    {
        Array.Clear(_counts);
        (Count, Max) = (0, 0);
    }

    // Values below 64 have a bucket each; above, each doubling has 32.
    private static int Bucket(long value)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)value | 1) - Bits);
        return (shift << Bits) + (int)(value >> shift);
    }

    private static long End(int bucket)
    {
        var shift = Math.Max(0, (bucket >> Bits) - 1);
        return (((long)bucket - (shift << Bits) + 1) << shift) - 1;
    }
}
