using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Meet.Contracts.Tests.Checker;

/// <summary>
/// JSON as a type may be written: a few variants that together hold every member, every value of every enum, and null wherever
/// null may stand. The values are always the same, so that two versions' samples differ only where the types do.
/// </summary>
internal static class SampleMaker
{
    private const int DeepestNesting = 16;

    public static IReadOnlyList<JsonNode> Make(Contract contract)
    {
        // The last one is that with nulls; the others count enums through.
        var filled = Math.Max(1, LongestEnum(contract.Type, contract.Options, []));
        var variants = Enumerable.Range(0, filled + 1)
            .Select(index => Node(contract.Type, contract.Options, new Variant(index, WithNulls: index == filled), 0)!);
        return [.. variants.DistinctBy(node => node.ToJsonString())];
    }

    private static JsonNode? Node(Type type, JsonSerializerOptions options, Variant variant, int depth)
    {
        if (depth > DeepestNesting)
            throw new InvalidOperationException($"{type} holds itself: it has no sample that ends.");
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        var info = options.GetTypeInfo(plain);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => Object(info, options, variant, depth),
            JsonTypeInfoKind.Enumerable => variant.WithNulls ? new JsonArray() : new JsonArray(Node(info.ElementType!, options, variant, depth + 1)),
            JsonTypeInfoKind.Dictionary => new JsonObject { ["key"] = Node(info.ElementType!, options, variant, depth + 1) },
            _ => Leaf(plain, options, variant),
        };
    }

    private static JsonObject Object(JsonTypeInfo info, JsonSerializerOptions options, Variant variant, int depth)
    {
        var made = new JsonObject();
        foreach (var member in info.Properties.Where(member => member.Get is not null))
        {
            var absent = variant.WithNulls && MayBeNull(member);
            // What is left out when it is null is not there, rather than there as null.
            if (absent && member.ShouldSerialize?.Invoke(new object(), null) == false)
                continue;
            made[member.Name] = absent ? null : Node(member.PropertyType, options, variant, depth + 1);
        }

        return made;
    }

    private static JsonNode? Leaf(Type type, JsonSerializerOptions options, Variant variant)
    {
        if (type == typeof(JsonElement))
            return new JsonObject();
        object value = type switch
        {
            { IsEnum: true } => Enum.GetValues(type).GetValue(variant.Index % Enum.GetValues(type).Length)!,
            _ when type == typeof(string) => "text",
            _ when type == typeof(Guid) => Guid.Parse("0197c4a2-5d10-7c35-9c3f-5b1a2e7f4d68"),
            _ when type == typeof(bool) => variant.Index % 2 == 0,
            _ when type == typeof(int) => 7,
            _ when type == typeof(long) => 7L,
            _ when type == typeof(double) => 0.5,
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            _ when type == typeof(TimeSpan) => TimeSpan.FromSeconds(90),
            _ => throw new InvalidOperationException($"There is no sample of {type}: give it one here."),
        };
        return JsonSerializer.SerializeToNode(value, type, options);
    }

    private static bool MayBeNull(JsonPropertyInfo member) =>
        Nullable.GetUnderlyingType(member.PropertyType) is not null || (!member.PropertyType.IsValueType && member.IsGetNullable);

    private static int LongestEnum(Type type, JsonSerializerOptions options, HashSet<Type> seen)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsEnum)
            return Enum.GetValues(plain).Length;
        if (!seen.Add(plain))
            return 0;
        var info = options.GetTypeInfo(plain);
        var parts = info.ElementType is { } element ? [element] : info.Properties.Select(member => member.PropertyType);
        return parts.Select(part => LongestEnum(part, options, seen)).DefaultIfEmpty().Max();
    }

    private readonly record struct Variant(int Index, bool WithNulls);
}
