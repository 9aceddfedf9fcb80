using System.Globalization;
using System.Text.RegularExpressions;

namespace Meet.EventStore;

/// <summary>The spelling of names in the tables: Marten's snake_case, with a schema version suffix.</summary>
internal static partial class EventNames
{
    public static string Alias(string name, int version)
    {
        if (!SnakeCase().IsMatch(name))
            throw new ArgumentException($"'{name}' is not a snake_case name.", nameof(name));
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        return string.Create(CultureInfo.InvariantCulture, $"{name}_v{version}");
    }

    /// <summary><c>MeetState</c> becomes <c>meet_state</c>: what <c>mt_streams.type</c> holds.</summary>
    public static string ForAggregate(Type type) => WordStart().Replace(type.Name, "_$0").ToLowerInvariant();

    /// <exception cref="ArgumentException">The name would need quoting in SQL.</exception>
    public static string Schema(string name) =>
        SnakeCase().IsMatch(name) ? name : throw new ArgumentException($"'{name}' is not a plain schema name.", nameof(name));

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,62}$")]
    private static partial Regex SnakeCase();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]|(?<=[A-Z])[A-Z](?=[a-z])")]
    private static partial Regex WordStart();
}
