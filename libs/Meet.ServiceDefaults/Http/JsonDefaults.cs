using System.Text.Json;
using System.Text.Json.Serialization;

namespace Meet.ServiceDefaults.Http;

/// <summary>JSON as the REST API, the hub and the bus speak it: camelCase names, enums as camelCase strings.</summary>
public static class JsonDefaults
{
    /// <summary>For code that serialises outside of the framework. Read only.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Sets a framework's options to ours.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.MaxDepth = 32;
        // A number is no enum: allowing it would let undefined values through.
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
