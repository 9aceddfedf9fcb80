using System.Text.Json;
using System.Text.Json.Nodes;

namespace Meet.EventStore;

/// <summary>Which types there are, what they are called in the tables, and how old JSON becomes the current type.</summary>
internal sealed class EventRegistry
{
    private readonly Dictionary<Type, EventMapping> _byType = [];
    private readonly Dictionary<string, EventMapping> _byName = [];
    private readonly Dictionary<string, EventMapping> _byAlias = [];
    private readonly Dictionary<(string Name, int From), Func<JsonObject, JsonObject>> _upcasters = [];

    public JsonSerializerOptions Json { get; } = EventJson.Create();

    public IReadOnlyCollection<EventMapping> Mappings => _byType.Values;

    public void Map<T>(string name, int version)
        where T : notnull
    {
        var mapping = new EventMapping<T>(name, version);
        if (!_byType.TryAdd(typeof(T), mapping))
            throw new ArgumentException($"{typeof(T)} is mapped already.", nameof(name));
        if (!_byName.TryAdd(name, mapping))
            throw new ArgumentException($"'{name}' is the name of {_byName[name].Type} already.", nameof(name));
        _byAlias.Add(mapping.Alias, mapping);
    }

    public void Upcast(string name, int fromVersion, Func<JsonObject, JsonObject> toNext)
    {
        EventNames.Alias(name, fromVersion);
        if (!_upcasters.TryAdd((name, fromVersion), toNext))
            throw new ArgumentException($"'{name}' has an upcaster from version {fromVersion} already.", nameof(fromVersion));
    }

    /// <summary>Makes every older alias readable, and finds a broken chain when the store is built instead of when it is read.</summary>
    /// <exception cref="InvalidOperationException">An upcaster belongs to no mapped event, or its chain has a hole.</exception>
    public void Complete()
    {
        foreach (var (name, from) in _upcasters.Keys)
        {
            if (!_byName.TryGetValue(name, out var mapping))
                throw new InvalidOperationException($"The upcaster of '{name}' belongs to no mapped event.");
            for (var version = from; version < mapping.Version; version++)
            {
                if (!_upcasters.ContainsKey((name, version)))
                    throw new InvalidOperationException($"'{name}' cannot be upcast from version {version} to {version + 1}.");
            }

            _byAlias[EventNames.Alias(name, from)] = mapping;
        }
    }

    /// <exception cref="UnknownEventTypeException">The type is not mapped.</exception>
    public EventMapping For(Type type) =>
        _byType.TryGetValue(type, out var mapping) ? mapping : throw new UnknownEventTypeException(type);

    /// <summary>Every alias, current and old, under which events of a type may be stored.</summary>
    public IEnumerable<string> AliasesOf(Type type)
    {
        var mapping = For(type);
        return _byAlias.Where(pair => pair.Value == mapping).Select(pair => pair.Key);
    }

    public string Serialize(object data, EventMapping mapping) => JsonSerializer.Serialize(data, mapping.Type, Json);

    /// <exception cref="UnknownEventTypeException">No type is mapped to the alias.</exception>
    /// <exception cref="JsonException">The stored JSON does not fit the type.</exception>
    public IPendingEvent Read(string json, EventMetadata metadata)
    {
        if (!_byAlias.TryGetValue(metadata.TypeName, out var mapping))
            throw new UnknownEventTypeException(metadata.TypeName);
        var data = metadata.TypeName == mapping.Alias
            ? JsonSerializer.Deserialize(json, mapping.Type, Json)
            : UpcastFrom(VersionOf(metadata.TypeName), json, mapping).Deserialize(mapping.Type, Json);
        return mapping.Wrap(data ?? throw new JsonException($"An event '{metadata.TypeName}' is JSON null."), metadata);
    }

    private JsonObject UpcastFrom(int version, string json, EventMapping mapping)
    {
        var node = JsonNode.Parse(json)!.AsObject();
        for (; version < mapping.Version; version++)
            node = _upcasters[(mapping.Name, version)](node);
        return node;
    }

    private static int VersionOf(string alias) =>
        int.Parse(alias.AsSpan(alias.LastIndexOf('v') + 1), System.Globalization.CultureInfo.InvariantCulture);
}
