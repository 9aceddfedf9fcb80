using System.Text.Json;
using System.Text.Json.Serialization;

namespace Meet.EventStore;

/// <summary>
/// How events are written: System.Text.Json, camelCase members, enums as their member names. Stored events outlive every
/// release, so <b>these settings never change</b>; a changed event gets a new version and an upcaster instead.
/// </summary>
internal static class EventJson
{
    public static JsonSerializerOptions Create() => new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter() },
        // jsonb keeps no member order, so a type discriminator may come back anywhere in the object.
        AllowOutOfOrderMetadataProperties = true,
    };
}
