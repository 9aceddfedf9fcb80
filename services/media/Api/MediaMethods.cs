using Meet.Contracts.Media.Rpc;
using Meet.Grpc;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Meet.Media.Api;

/// <summary>media.proto's calls, described from its own descriptor.</summary>
internal static class MediaMethods
{
    private static readonly ServiceDescriptor Service = MediaReflection.Descriptor.Services[0];

    public static readonly GrpcUnaryMethod<JoinRequest, Negotiated> Join =
        GrpcMethod.Unary<JoinRequest, Negotiated>(Service, nameof(Join));

    public static readonly GrpcUnaryMethod<NegotiateRequest, Negotiated> Negotiate =
        GrpcMethod.Unary<NegotiateRequest, Negotiated>(Service, nameof(Negotiate));

    public static readonly GrpcUnaryMethod<SetSourcesRequest, SetSourcesReply> SetSources =
        GrpcMethod.Unary<SetSourcesRequest, SetSourcesReply>(Service, nameof(SetSources));

    public static readonly GrpcUnaryMethod<SetQualityRequest, SetQualityReply> SetQuality =
        GrpcMethod.Unary<SetQualityRequest, SetQualityReply>(Service, nameof(SetQuality));

    public static readonly GrpcUnaryMethod<SetViewsRequest, SetViewsReply> SetViews =
        GrpcMethod.Unary<SetViewsRequest, SetViewsReply>(Service, nameof(SetViews));

    public static readonly GrpcUnaryMethod<LeaveRequest, LeaveReply> Leave =
        GrpcMethod.Unary<LeaveRequest, LeaveReply>(Service, nameof(Leave));

    public static readonly GrpcServerStreamMethod<WatchRequest, MediaEvent> Watch =
        GrpcMethod.ServerStream<WatchRequest, MediaEvent>(Service, nameof(Watch));
}
