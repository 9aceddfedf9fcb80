using Meet.Grpc;

namespace Meet.Signaling.Media;

/// <summary>The known media nodes: <c>Services:Media:0:Id</c>, <c>Services:Media:0:Grpc</c>, and so on.</summary>
internal sealed class MediaNodes : IDisposable
{
    private readonly Dictionary<string, GrpcChannel> _channels = [];

    public MediaNodes(IConfiguration configuration)
    {
        foreach (var node in configuration.GetSection("Services:Media").GetChildren())
        {
            var id = node["Id"] ?? throw new InvalidOperationException($"{node.Path}:Id is not set: the media node's id.");
            var address = node["Grpc"] ?? throw new InvalidOperationException($"{node.Path}:Grpc is not set: the media node's gRPC address.");
            _channels.Add(id, new GrpcChannel(new Uri(address)));
        }
    }

    public GrpcChannel? Find(string nodeId) => _channels.GetValueOrDefault(nodeId);

    public void Dispose()
    {
        foreach (var channel in _channels.Values)
            channel.Dispose();
    }
}
