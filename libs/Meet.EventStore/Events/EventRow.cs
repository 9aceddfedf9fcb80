using System.Collections.ObjectModel;
using System.Text.Json;
using Npgsql;

namespace Meet.EventStore;

/// <summary>A row of <c>mt_events</c> as every reader selects it.</summary>
internal static class EventRow
{
    public const string Columns =
        "seq_id, id, stream_id, version, data, type, timestamp, tenant_id, correlation_id, causation_id, headers";

    private static readonly ReadOnlyDictionary<string, string> None = ReadOnlyDictionary<string, string>.Empty;

    public static IEvent Read(NpgsqlDataReader reader, EventRegistry registry) =>
        registry.Read(reader.GetString(4), new EventMetadata(
            Id: reader.GetGuid(1),
            StreamId: reader.GetGuid(2),
            Version: reader.GetInt64(3),
            Sequence: reader.GetInt64(0),
            TypeName: reader.GetString(5),
            TenantId: reader.GetString(7),
            Timestamp: reader.GetFieldValue<DateTimeOffset>(6),
            CorrelationId: reader.IsDBNull(8) ? null : reader.GetString(8),
            CausationId: reader.IsDBNull(9) ? null : reader.GetString(9),
            Headers: reader.IsDBNull(10) ? None : ReadHeaders(reader.GetString(10))));

    public static string? WriteHeaders(IReadOnlyDictionary<string, string> headers) =>
        headers.Count == 0 ? null : JsonSerializer.Serialize(headers);

    // Marten lets headers hold any JSON; ours are strings, so a foreign one is kept as its JSON text.
    private static Dictionary<string, string> ReadHeaders(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(
            member => member.Name,
            member => member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText());
    }
}
