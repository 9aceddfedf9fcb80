using System.Net.Http.Json;
using System.Text.Json;

namespace Meet.Testing;

/// <summary>The media nodes of an instance, as meets sees them.</summary>
public sealed class MediaNodes(MeetSystem system)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A node's process: media-1's is <c>media</c>, media-2's <c>media2</c>.</summary>
    public static string ProcessOf(string nodeId)
    {
        ArgumentNullException.ThrowIfNull(nodeId);
        return nodeId == "media-1" ? "media" : nodeId.Replace("-", "", StringComparison.Ordinal);
    }

    /// <summary>Waits until a node is known and in this state, which is as MediaNodeAnnounced says it.</summary>
    public Task IsAsync(string nodeId, string state) => UntilAsync(nodes => nodes.Any(node => node.Id == nodeId && node.State == state && !node.IsGone));

    /// <summary>Waits until exactly one living node has Meets, and gives its id.</summary>
    public async Task<string> InUseAsync() => (await UntilAsync(nodes => nodes.Count(InUse) == 1)).Single(InUse).Id;

    private static bool InUse(Node node) => node is { Meets: > 0, IsGone: false };

    private async Task<IReadOnlyList<Node>> UntilAsync(Func<IReadOnlyList<Node>, bool> isSo)
    {
        using var http = new HttpClient { BaseAddress = system.AddressOf("meets") };
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var nodes = (await http.GetFromJsonAsync<JsonElement>("/media-nodes")).EnumerateArray().Select(Node.Read).ToList();
            if (isSo(nodes))
            {
                return nodes;
            }

            if (TimeProvider.System.GetElapsedTime(began) > Patience)
            {
                throw new TimeoutException($"The media nodes are: {string.Join(", ", nodes)}.");
            }

            await Task.Delay(50);
        }
    }

    private sealed record Node(string Id, string State, int Meets, bool IsGone)
    {
        public static Node Read(JsonElement standing)
        {
            var said = standing.GetProperty("said");
            return new(
                said.GetProperty("nodeId").GetString()!, said.GetProperty("state").GetString()!, said.GetProperty("meets").GetInt32(),
                standing.GetProperty("isGone").GetBoolean());
        }
    }
}
