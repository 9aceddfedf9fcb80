using System.Globalization;
using System.Text.Json;

namespace Meet.Fuzz;

/// <summary>What became of one parser's inputs. Zero exceptions are expected.</summary>
internal sealed record FuzzReport(string Parser, long Inputs, long Accepted, long Rejected, long Exceptions, double InputsPerSecond, int Seed)
{
    /// <summary>The first few failures: what was thrown, and the input in hexadecimal.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    public string ToJson() => JsonSerializer.Serialize(
        new
        {
            parser = Parser,
            inputs = Inputs,
            accepted = Accepted,
            rejected = Rejected,
            exceptions = Exceptions,
            inputsPerSecond = Math.Round(InputsPerSecond),
            seed = Seed,
            failures = Failures,
        });
}

internal static class FuzzRun
{
    private const int MaxFailures = 5;

    public static FuzzReport Execute(FuzzParser parser, FuzzOptions options, TimeProvider time)
    {
        using var target = parser.Create();
        var mutator = new Mutator(options.Seed);
        var failures = new List<string>();
        var copy = new byte[Mutator.MaxLength];
        var wanted = Math.Max(1, options.Inputs / parser.Cost);
        var bound = options.Seconds > 0 ? TimeSpan.FromSeconds(options.Seconds) : TimeSpan.MaxValue;
        long inputs = 0, accepted = 0, exceptions = 0;

        var started = time.GetTimestamp();
        for (; inputs < wanted; inputs++)
        {
            if (inputs % 1024 == 0 && time.GetElapsedTime(started) > bound) break;
            var input = mutator.Next(target, out var isSeed);
            input.CopyTo(copy);
            try
            {
                if (target.Parse(input, isSeed)) accepted++;
            }
            catch (Exception thrown)
            {
                exceptions++;
                if (failures.Count < MaxFailures) failures.Add(Describe(thrown, copy.AsSpan(0, input.Length)));
            }
        }

        var seconds = Math.Max(time.GetElapsedTime(started).TotalSeconds, 1e-9);
        return new FuzzReport(parser.Name, inputs, accepted, inputs - accepted - exceptions, exceptions, inputs / seconds, options.Seed) { Failures = failures };
    }

    private static string Describe(Exception thrown, ReadOnlySpan<byte> input) =>
        string.Create(CultureInfo.InvariantCulture, $"{thrown.GetType().Name}: {thrown.Message} <- {Convert.ToHexStringLower(input)}");
}
