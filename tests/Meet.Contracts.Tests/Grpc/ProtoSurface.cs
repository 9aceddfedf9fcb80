using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf.Reflection;
using Meet.Contracts.Meets.Rpc;

namespace Meet.Contracts.Tests.Grpc;

/// <summary>
/// What gRPC puts on the wire, as a flat table: <c>meet.media.v1.JoinRequest 3</c> is <c>offer: message meet.media.v1.Offer</c>. Two
/// versions understand each other when no line of the older one is gone or different.
/// </summary>
internal static class ProtoSurface
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Of every .proto file of Meet.Contracts.</summary>
    public static SortedDictionary<string, string> Today => Of(typeof(MeetsReflection).Assembly.GetExportedTypes()
        .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
        .Select(type => (FileDescriptor)type.GetProperty("Descriptor")!.GetValue(null)!));

    public static SortedDictionary<string, string> Of(IEnumerable<FileDescriptor> files)
    {
        var surface = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            foreach (var method in file.Services.SelectMany(service => service.Methods))
                surface[method.FullName] = $"{Streamed(method.IsClientStreaming)}{method.InputType.FullName} -> {Streamed(method.IsServerStreaming)}{method.OutputType.FullName}";
            foreach (var message in file.MessageTypes)
                Add(surface, message);
            foreach (var values in file.EnumTypes)
                Add(surface, values);
        }

        return surface;
    }

    public static SortedDictionary<string, string> Read(string json) =>
        new(JsonSerializer.Deserialize<Dictionary<string, string>>(json)!, StringComparer.Ordinal);

    public static string Write(SortedDictionary<string, string> surface) => JsonSerializer.Serialize(surface, Json) + "\n";

    private static void Add(SortedDictionary<string, string> surface, MessageDescriptor message)
    {
        surface[message.FullName] = "message";
        foreach (var field in message.Fields.InDeclarationOrder())
            surface[Numbered(message, field.FieldNumber)] = $"{field.Name}: {Label(field)}{TypeOf(field)}";
        foreach (var nested in message.NestedTypes)
            Add(surface, nested);
        foreach (var values in message.EnumTypes)
            Add(surface, values);
    }

    private static void Add(SortedDictionary<string, string> surface, EnumDescriptor values)
    {
        surface[values.FullName] = "enum";
        foreach (var value in values.Values)
            surface[Numbered(values, value.Number)] = value.Name;
    }

    private static string Numbered(IDescriptor owner, int number) => string.Create(CultureInfo.InvariantCulture, $"{owner.FullName} {number}");

    private static string Streamed(bool streaming) => streaming ? "stream " : "";

    // Members of a oneof exclude each other: whoever sets one clears the others. An optional field's is one of its own.
    private static string Label(FieldDescriptor field) =>
        field.IsRepeated ? "repeated " : field.RealContainingOneof is { } oneof ? $"oneof {oneof.Name} " : field.HasPresence && field.MessageType is null ? "optional " : "";

    private static string TypeOf(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message => "message " + field.MessageType.FullName,
        FieldType.Enum => "enum " + field.EnumType.FullName,
        var plain => plain.ToString(),
    };
}
