using System.Net;
using System.Net.Sockets;

namespace Meet.Media.Net;

/// <summary>Lists of IP addresses as the configuration has them, and what can be wrong with them.</summary>
internal static class NodeAddresses
{
    private const int Most = 8;

    /// <summary>Null: one of them is no IP address, or there are none or more than 8.</summary>
    public static IReadOnlyList<IPAddress>? Parse(string list)
    {
        var parsed = new List<IPAddress>();
        foreach (var text in list.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!IPAddress.TryParse(text, out var address) || parsed.Count == Most)
                return null;
            parsed.Add(address);
        }

        return parsed;
    }

    public static IEnumerable<string> Problems(string announced, string? listening)
    {
        if (Parse(announced) is not { } told)
        {
            yield return $"Media:Address is '{announced}', but has to be 1 to {Most} IP addresses with commas between.";
            yield break;
        }

        if (Parse(listening ?? announced) is not { } heard)
        {
            yield return $"Media:ListenAddress is '{listening}', but has to be an IPv4 address, an IPv6 address, or both with a comma between.";
            yield break;
        }

        if (told.FirstOrDefault(address => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) is { } any)
            yield return $"Media:Address names {any}, where nobody can send to: name the addresses that browsers reach, and {any} as Media:ListenAddress.";
        if (heard.GroupBy(address => address.AddressFamily).Any(family => family.Count() > 1))
        {
            yield return listening is null
                ? "Media:Address names several addresses of a family: Media:ListenAddress has to say which one of it to listen on."
                : "Media:ListenAddress names several addresses of a family.";
        }

        foreach (var address in told.Where(address => heard.All(one => one.AddressFamily != address.AddressFamily)))
            yield return $"Media:Address announces {address}, but Media:ListenAddress has no {Name(address.AddressFamily)} address.";
    }

    private static string Name(AddressFamily family) => family == AddressFamily.InterNetworkV6 ? "IPv6" : "IPv4";
}
