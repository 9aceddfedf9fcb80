using Meet.Contracts.Notifications.Rpc;
using Meet.Grpc;

namespace Meet.Gateway.Links;

/// <summary><see cref="ILinks"/> over gRPC (notification.proto).</summary>
internal sealed class LinksClient(Uri notification) : ILinks, IDisposable
{
    private static readonly GrpcUnaryMethod<OpenLinkRequest, LinkReply> Open =
        GrpcMethod.Unary<OpenLinkRequest, LinkReply>(NotificationReflection.Descriptor.Services[0], "Open");

    private static readonly GrpcUnaryMethod<CreateHandoverRequest, HandoverReply> CreateHandover =
        GrpcMethod.Unary<CreateHandoverRequest, HandoverReply>(NotificationReflection.Descriptor.Services[0], "CreateHandover");

    private static readonly CallOptions Limits = new() { Deadline = TimeSpan.FromSeconds(5) };

    private readonly GrpcChannel _notification = new(notification);

    public async Task<OpenedLink?> OpenAsync(string token, CancellationToken cancellationToken)
    {
        try
        {
            var reply = await _notification.CallAsync(Open, new OpenLinkRequest { Token = token }, Limits, cancellationToken);
            return new OpenedLink(reply.TenantId, Guid.Parse(reply.CustomerId), Guid.Parse(reply.ChatId), Guid.Parse(reply.MeetId));
        }
        catch (GrpcException refused) when (refused.Code == GrpcStatusCode.NotFound)
        {
            return null;
        }
    }

    public async Task<Handover?> HandOverAsync(string tenant, Guid customer, Guid? chat, Guid meet, CancellationToken cancellationToken)
    {
        var request = new CreateHandoverRequest
        {
            CustomerId = customer.ToString(), ChatId = chat?.ToString() ?? "", MeetId = meet.ToString(),
        };
        try
        {
            var reply = await _notification.CallAsync(CreateHandover, request, Limits with { Tenant = tenant }, cancellationToken);
            return new Handover(reply.Token, DateTimeOffset.FromUnixTimeMilliseconds(reply.ExpiresAtUnixMs));
        }
        catch (GrpcException refused) when (refused.Code == GrpcStatusCode.NotFound)
        {
            return null;
        }
    }

    public void Dispose() => _notification.Dispose();
}
