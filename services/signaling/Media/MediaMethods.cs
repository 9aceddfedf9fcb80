using Meet.Contracts.Media.Rpc;
using Meet.Grpc;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Meet.Signaling.Media;

/// <summary>media.proto's calls.</summary>
internal static class MediaMethods
{
    private static readonly ServiceDescriptor Service = MediaReflection.Descriptor.Services[0];

    public static readonly GrpcUnaryMethod<JoinRequest, Negotiated> Join = GrpcMethod.Unary<JoinRequest, Negotiated>(Service, "Join");

    public static readonly GrpcUnaryMethod<NegotiateRequest, Negotiated> Negotiate =
        GrpcMethod.Unary<NegotiateRequest, Negotiated>(Service, "Negotiate");

    public static readonly GrpcUnaryMethod<SetSourcesRequest, SetSourcesReply> SetSources =
        GrpcMethod.Unary<SetSourcesRequest, SetSourcesReply>(Service, "SetSources");

    public static readonly GrpcUnaryMethod<SetQualityRequest, SetQualityReply> SetQuality =
        GrpcMethod.Unary<SetQualityRequest, SetQualityReply>(Service, "SetQuality");

    public static readonly GrpcUnaryMethod<SetViewsRequest, SetViewsReply> SetViews =
        GrpcMethod.Unary<SetViewsRequest, SetViewsReply>(Service, "SetViews");

    public static readonly GrpcUnaryMethod<LeaveRequest, LeaveReply> Leave = GrpcMethod.Unary<LeaveRequest, LeaveReply>(Service, "Leave");

    public static readonly GrpcServerStreamMethod<WatchRequest, MediaEvent> Watch =
        GrpcMethod.ServerStream<WatchRequest, MediaEvent>(Service, "Watch");
}
