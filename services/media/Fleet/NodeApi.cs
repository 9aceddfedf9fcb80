using System.Text.Json;
using Meet.Contracts.Media.Rpc;
using Meet.Grpc;
using Meet.ServiceDefaults.Http;

namespace Meet.Media.Fleet;

/// <summary>The call of media_node.proto, on the gRPC port only.</summary>
internal static class NodeApi
{
    private static readonly GrpcUnaryMethod<DescribeRequest, DescribeReply> Describe =
        GrpcMethod.Unary<DescribeRequest, DescribeReply>(MediaNodeReflection.Descriptor.Services[0], "Describe");

    public static void MapNodeApi(this WebApplication app)
    {
        app.Services.GetRequiredService<NodeMetrics>();
        var status = app.Services.GetRequiredService<NodeStatus>();
        var describe = app.MapGrpc(Describe, (_, _) => Task.FromResult<GrpcReply<DescribeReply>>(
            new DescribeReply { AnnouncementJson = JsonSerializer.Serialize(status.Describe(), JsonDefaults.Options) }));
        if (Endpoints.GrpcPorts(app.Configuration) is { Count: > 0 } ports)
            describe.OnPort(ports);
    }
}
