using System.Text.Json;

namespace Meet.Notification.Providers;

/// <summary>What Twilio answers, read without believing that it is what it should be.</summary>
internal static class TwilioAnswers
{
    public static string? SidOf(string json) => Read(json, root => Text(root, "sid"));

    /// <summary>0 when there is none.</summary>
    public static int CodeOf(string json) =>
        Read(json, root => root.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out var number) ? number : 0);

    /// <summary>The sid of the listed message with this text, unless it failed.</summary>
    public static string? Find(string json, string text) => Read(json, root =>
        root.TryGetProperty("messages", out var messages) && messages.ValueKind == JsonValueKind.Array
            ? messages.EnumerateArray()
                .Where(each => Text(each, "body") == text && Text(each, "status") is not ("failed" or "canceled"))
                .Select(each => Text(each, "sid"))
                .FirstOrDefault()
            : null);

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;

    private static T? Read<T>(string json, Func<JsonElement, T?> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? read(document.RootElement) : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
