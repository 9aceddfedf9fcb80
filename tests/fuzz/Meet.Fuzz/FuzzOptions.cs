using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Meet.Fuzz;

/// <param name="Parser">A parser's name, or "all".</param>
/// <param name="Inputs">How many inputs a cheap parser gets; a dear one gets its share of them.</param>
/// <param name="Seconds">Each parser stops there, its inputs done or not. 0: no bound.</param>
/// <param name="Seed">Of the random inputs: the same seed gives the same inputs, but for keys made anew.</param>
internal sealed record FuzzOptions(string Parser, long Inputs, int Seconds, int Seed)
{
    public static bool TryParse(string[] args, [NotNullWhen(true)] out FuzzOptions? options, [NotNullWhen(false)] out string? problem)
    {
        options = new FuzzOptions("all", 1_000_000, 0, 1);
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            problem = $"cannot use {args[i]} {value}".TrimEnd();
            switch (args[i])
            {
                case "--parser" when value is "all" || Parsers.All.Any(parser => parser.Name == value):
                    options = options with { Parser = value };
                    break;
                case "--inputs" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var inputs):
                    options = options with { Inputs = inputs };
                    break;
                case "--seconds" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds):
                    options = options with { Seconds = seconds };
                    break;
                case "--seed" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seed):
                    options = options with { Seed = seed };
                    break;
                default:
                    options = null;
                    return false;
            }
        }

        problem = null;
        return true;
    }
}
