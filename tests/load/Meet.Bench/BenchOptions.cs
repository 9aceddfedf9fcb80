using System.Globalization;

namespace Meet.Bench;

/// <summary>What stands behind a bench's name: <c>--name value</c>, as often as need be.</summary>
internal sealed class BenchOptions
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <param name="known">The names that this bench understands, without dashes.</param>
    /// <exception cref="FormatException">Something else stands there; the message is for who typed it.</exception>
    public static BenchOptions Parse(IReadOnlyList<string> arguments, params IReadOnlyList<string> known)
    {
        var options = new BenchOptions();
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var name = arguments[i].StartsWith("--", StringComparison.Ordinal) ? arguments[i][2..] : "";
            if (!known.Contains(name))
                throw new FormatException($"'{arguments[i]}' is not an option here. There are: {string.Join(", ", known.Select(each => "--" + each))}");
            if (i + 1 == arguments.Count)
                throw new FormatException($"{arguments[i]} needs a value.");
            options._values[name] = arguments[i + 1];
        }

        return options;
    }

    public string Text(string name, string otherwise) => _values.GetValueOrDefault(name, otherwise);

    /// <exception cref="FormatException">It is no number between these.</exception>
    public double Number(string name, double otherwise, double least, double most)
    {
        if (!_values.TryGetValue(name, out var text))
            return otherwise;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new FormatException($"--{name} is a number from {least.ToString(CultureInfo.InvariantCulture)} to {most.ToString(CultureInfo.InvariantCulture)}.");
    }

    /// <exception cref="FormatException">It is no whole number between these.</exception>
    public int Whole(string name, int otherwise, int least, int most) =>
        Number(name, otherwise, least, most) is var value && value == Math.Floor(value) ? (int)value : throw new FormatException($"--{name} is a whole number.");
}
