namespace Meet.Contracts.Tests.Grpc;

/// <summary>Whether two versions of the .proto files understand each other, both ways: fields that one does not know are passed over.</summary>
internal static class ProtoCompatibility
{
    /// <summary>What breaks, in words; empty when nothing does.</summary>
    public static IReadOnlyList<string> Problems(IReadOnlyDictionary<string, string> frozen, IReadOnlyDictionary<string, string> today) =>
    [
        .. frozen.Where(line => !today.TryGetValue(line.Key, out var now) || now != line.Value)
            .Select(line => today.TryGetValue(line.Key, out var now)
                ? $"{line.Key} was `{line.Value}` and is now `{now}`"
                : $"{line.Key}, `{line.Value}`, is gone{Moved(line, today)}"),
    ];

    private static string Moved(KeyValuePair<string, string> line, IReadOnlyDictionary<string, string> today)
    {
        var owner = line.Key.Split(' ')[0] + " ";
        var elsewhere = today.FirstOrDefault(now => now.Key.StartsWith(owner, StringComparison.Ordinal) && now.Value == line.Value).Key;
        return elsewhere is null ? "" : $": it has another number now, {elsewhere[owner.Length..]}";
    }
}
