using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Meet.Testing.Browser;

/// <summary>The messages that went out, as the development page lists them.</summary>
public static partial class Outbox
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A mobile number that nobody has been written to.</summary>
    public static string NewPhone() => $"+8190{RandomNumberGenerator.GetInt32(10_000_000, 99_999_999)}";

    /// <summary>The link of the newest message to this number.</summary>
    /// <exception cref="TimeoutException">None came within 30 s.</exception>
    public static async Task<string> LinkToAsync(MeetSystem system, string phone)
    {
        ArgumentNullException.ThrowIfNull(system);
        using var http = system.CreateClient();
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            var items = JsonNode.Parse(await http.GetStringAsync(new Uri("/api/notifications/outbox", UriKind.Relative)))!["items"]!.AsArray();
            var message = items.FirstOrDefault(item => item!["to"]?.GetValue<string>() == phone)?["text"]?.GetValue<string>();
            if (message is not null && Link().Match(message) is { Success: true } found)
            {
                return found.Value;
            }

            await Task.Delay(200);
        }

        throw new TimeoutException($"No message went out to {phone}.");
    }

    /// <summary>How many messages went out to this number.</summary>
    public static async Task<int> CountToAsync(MeetSystem system, string phone)
    {
        ArgumentNullException.ThrowIfNull(system);
        using var http = system.CreateClient();
        var items = JsonNode.Parse(await http.GetStringAsync(new Uri("/api/notifications/outbox", UriKind.Relative)))!["items"]!.AsArray();
        return items.Count(item => item!["to"]?.GetValue<string>() == phone);
    }

    [GeneratedRegex(@"https?://\S+/m#[A-Za-z0-9_-]+")]
    private static partial Regex Link();
}
