using System.Collections.Concurrent;
using System.Text.Json;
using Meet.Contracts.Media;
using Meet.Contracts.Media.Rpc;
using Meet.Grpc;
using Meet.ServiceDefaults.Http;

namespace Meet.Meets.Fleet;

/// <summary>
/// Asks a silent node itself. Silence alone may be the broker's, or a machine's that is out of breath, and moving a Meet interrupts
/// everybody in it.
/// </summary>
internal sealed class NodeProbe : IDisposable
{
    /// <summary>With <see cref="MediaFleet.Silence"/> and <see cref="FleetWatch"/>'s pause less than the 3 s in which a dead node is noticed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(800);

    private static readonly GrpcUnaryMethod<DescribeRequest, DescribeReply> Describe =
        GrpcMethod.Unary<DescribeRequest, DescribeReply>(MediaNodeReflection.Descriptor.Services[0], "Describe");

    private readonly ConcurrentDictionary<string, GrpcChannel> _channels = new();

    /// <summary>The node's word; null when it does not answer, or somebody else does in its place.</summary>
    public async Task<MediaNodeAnnounced?> AskAsync(SilentNode node, CancellationToken cancellationToken)
    {
        try
        {
            var channel = _channels.GetOrAdd(node.Grpc, address => new GrpcChannel(new Uri(address), new GrpcChannelOptions { ConnectTimeout = Patience }));
            var reply = await channel.CallAsync(Describe, new DescribeRequest(), new CallOptions { Deadline = Patience }, cancellationToken);
            var said = JsonSerializer.Deserialize<MediaNodeAnnounced>(reply.AnnouncementJson, JsonDefaults.Options);
            return said?.NodeId == node.NodeId ? said : null;
        }
        catch (Exception silent) when (silent is GrpcException or JsonException or UriFormatException or ArgumentException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        foreach (var channel in _channels.Values)
        {
            channel.Dispose();
        }
    }
}
