using System.Text.Json;
using System.Text.Json.Nodes;

namespace Meet.Contracts.Tests.Checker;

/// <summary>Whether a release's samples and today's code understand each other.</summary>
internal static class Compatibility
{
    /// <summary>What breaks, in words; empty when nothing does.</summary>
    /// <param name="frozen">As the release wrote it.</param>
    public static IReadOnlyList<string> Problems(Contract contract, IReadOnlyList<JsonNode?> frozen)
    {
        List<string> problems = [];
        if (contract.Reading.HasFlag(Reading.OldByNew))
            problems.AddRange(frozen.SelectMany(sample => ReadByNew(contract, sample)));
        if (contract.Reading.HasFlag(Reading.NewByOld))
            problems.AddRange(ReadByOld(new SampleShape(frozen), new SampleShape(SampleMaker.Make(contract))));
        return [.. problems.Distinct()];
    }

    /// <summary>Members that today's samples have and the frozen ones do not: additions, which are to be frozen too.</summary>
    public static IReadOnlyList<string> Additions(Contract contract, IReadOnlyList<JsonNode?> frozen)
    {
        var before = new SampleShape(frozen);
        var today = new SampleShape(SampleMaker.Make(contract));
        return [.. today.Places.Where(place => today.At(place).Except(before.At(place)).Any())];
    }

    private static IEnumerable<string> ReadByNew(Contract contract, JsonNode? sample)
    {
        JsonNode? again;
        try
        {
            var read = sample.Deserialize(contract.Type, Strict.Reader(contract.Options));
            again = JsonSerializer.SerializeToNode(read, contract.Type, contract.Options);
        }
        catch (JsonException unreadable)
        {
            return [$"today's code does not read it: {unreadable.Message}"];
        }

        return Lost("$", sample, again);
    }

    // What is absent and what is null are the same to every reader here.
    private static IEnumerable<string> Lost(string place, JsonNode? sample, JsonNode? again) => (sample, again) switch
    {
        (null, _) => [],
        (JsonObject old, JsonObject read) => old.SelectMany(member => Lost($"{place}.{member.Key}", member.Value, read[member.Key])),
        (JsonArray old, JsonArray read) when old.Count == read.Count => old.SelectMany((item, index) => Lost(place + "[]", item, read[index])),
        _ => JsonNode.DeepEquals(sample, again) ? [] : [$"{place} was {sample.ToJsonString()}, and today's code reads it as {again?.ToJsonString() ?? "null"}"],
    };

    private static IEnumerable<string> ReadByOld(SampleShape before, SampleShape today)
    {
        foreach (var place in before.Places)
        {
            if (today.At(place).Count == 0)
            {
                yield return $"{place} is not written any more, and that release needs it";
                continue;
            }

            foreach (var kind in today.At(place).Except(before.At(place)))
                yield return $"{place} may now be {kind}; that release knows {string.Join(", ", before.At(place))}";
        }
    }
}
