using Google.Protobuf.Reflection;
using Meet.Grpc.IntegrationTests.Protos;

namespace Meet.Grpc.IntegrationTests;

internal static class ProbeMethods
{
    private static readonly ServiceDescriptor Service = ProbeReflection.Descriptor.Services[0];

    public static readonly GrpcUnaryMethod<EchoRequest, EchoReply> Echo = GrpcMethod.Unary<EchoRequest, EchoReply>(Service, "Echo");
    public static readonly GrpcUnaryMethod<FailRequest, EchoReply> Fail = GrpcMethod.Unary<FailRequest, EchoReply>(Service, "Fail");
    public static readonly GrpcUnaryMethod<EchoRequest, EchoReply> Hang = GrpcMethod.Unary<EchoRequest, EchoReply>(Service, "Hang");
    public static readonly GrpcServerStreamMethod<CountRequest, CountReply> Count = GrpcMethod.ServerStream<CountRequest, CountReply>(Service, "Count");
    public static readonly GrpcUnaryMethod<EchoRequest, EchoReply> Stubborn = GrpcMethod.Unary<EchoRequest, EchoReply>(Service, "Stubborn");
    public static readonly GrpcServerStreamMethod<CountRequest, CountReply> Sequence = GrpcMethod.ServerStream<CountRequest, CountReply>(Service, "Sequence");
    public static readonly GrpcUnaryMethod<EchoRequest, EchoReply> Elsewhere = GrpcMethod.Unary<EchoRequest, EchoReply>(Service, "Elsewhere");
    public static readonly GrpcUnaryMethod<EchoRequest, EchoReply> Missing = GrpcMethod.Unary<EchoRequest, EchoReply>(Service, "Missing");
}
