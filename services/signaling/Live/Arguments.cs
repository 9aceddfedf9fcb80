using System.Text.Json;
using System.Text.Json.Serialization;
using Meet.ServiceDefaults.Http;

namespace Meet.Signaling.Live;

/// <summary>Reads an invocation's argument. Missing members are refused; unknown ones are ignored, so that newer pages still work.</summary>
internal static class Arguments
{
    internal static JsonSerializerOptions Options { get; } = Create();

    public static T Read<T>(JsonElement argument)
        where T : class
    {
        try
        {
            return argument.Deserialize<T>(Options) ?? throw HubErrors.BadRequest("The argument is null.");
        }
        catch (JsonException malformed)
        {
            throw HubErrors.BadRequest($"The argument is malformed at {malformed.Path ?? "$"}.");
        }
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonDefaults.Options)
        {
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            NumberHandling = JsonNumberHandling.Strict,
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
