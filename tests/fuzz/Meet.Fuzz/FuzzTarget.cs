namespace Meet.Fuzz;

/// <summary>A parser under test. It may throw to say that it broke a promise, such as accepting what nobody sent.</summary>
internal interface IFuzzTarget : IDisposable
{
    /// <summary>Writes a valid input and gives its length.</summary>
    int WriteSeed(Random random, Span<byte> buffer);

    /// <summary>Parses; true if accepted.</summary>
    /// <param name="input">May be changed in place.</param>
    /// <param name="isSeed">Whether it is what <see cref="WriteSeed"/> wrote last, unchanged.</param>
    bool Parse(Span<byte> input, bool isSeed);
}

/// <summary>Parses bytes; true if accepted.</summary>
internal delegate bool ByteParser(ReadOnlySpan<byte> input);

/// <summary>A parser without state, and inputs it accepts.</summary>
internal sealed class StatelessTarget(ByteParser parser, params byte[][] seeds) : IFuzzTarget
{
    public int WriteSeed(Random random, Span<byte> buffer)
    {
        var seed = seeds[random.Next(seeds.Length)];
        seed.CopyTo(buffer);
        return seed.Length;
    }

    public bool Parse(Span<byte> input, bool isSeed)
    {
        var accepted = parser(input);
        return accepted || !isSeed ? accepted : throw new BrokenPromiseException("A valid input was refused.");
    }

    public void Dispose()
    {
    }
}

/// <summary>The parser did not throw, but did what it must not.</summary>
internal sealed class BrokenPromiseException(string message) : Exception(message);
