using Meet.Contracts.Notifications.Rpc;
using Meet.Grpc;

namespace Meet.Notification.IntegrationTests;

/// <summary>notification.proto, as the gateway calls it.</summary>
internal static class LinkCalls
{
    public static readonly GrpcUnaryMethod<OpenLinkRequest, LinkReply> Open =
        GrpcMethod.Unary<OpenLinkRequest, LinkReply>(NotificationReflection.Descriptor.Services[0], "Open");

    public static readonly GrpcUnaryMethod<CreateHandoverRequest, HandoverReply> CreateHandover =
        GrpcMethod.Unary<CreateHandoverRequest, HandoverReply>(NotificationReflection.Descriptor.Services[0], "CreateHandover");
}
