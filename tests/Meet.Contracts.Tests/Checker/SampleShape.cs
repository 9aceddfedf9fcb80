using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Meet.Contracts.Tests.Checker;

/// <summary>What stands at each place of some samples: <c>rings[].state</c> is one of <c>"ringing"</c>, <c>"answered"</c>, and so on.</summary>
internal sealed class SampleShape
{
    private readonly Dictionary<string, SortedSet<string>> _kinds = [];

    public SampleShape(IEnumerable<JsonNode?> samples)
    {
        foreach (var sample in samples)
            Add("$", sample);
    }

    public IEnumerable<string> Places => _kinds.Keys;

    /// <summary>Empty for a place that is not there.</summary>
    public IReadOnlySet<string> At(string place) => _kinds.TryGetValue(place, out var kinds) ? kinds : new SortedSet<string>();

    private void Add(string place, JsonNode? node)
    {
        if (!_kinds.TryGetValue(place, out var kinds))
            _kinds[place] = kinds = new SortedSet<string>(StringComparer.Ordinal);
        kinds.Add(KindOf(node));
        if (node is JsonArray items)
        {
            foreach (var item in items)
                Add(place + "[]", item);
        }
        else if (node is JsonObject members)
        {
            foreach (var (name, value) in members)
                Add($"{place}.{name}", value);
        }
    }

    private static string KindOf(JsonNode? node) => node?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => node.ToJsonString().Contains('.', StringComparison.Ordinal) ? "fraction" : "integer",
        _ => KindOf(node.GetValue<string>()),
    };

    private static string KindOf(string text) =>
        Guid.TryParse(text, out _) ? "id"
        : DateTimeOffset.TryParseExact(text, "yyyy-MM-ddTHH:mm:ssK", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? "instant"
        : $"\"{text}\"";
}
