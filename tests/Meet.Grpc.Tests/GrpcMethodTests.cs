using Google.Protobuf.Reflection;
using Meet.Contracts.Media.Rpc;

namespace Meet.Grpc.Tests;

public sealed class GrpcMethodTests
{
    private static readonly ServiceDescriptor Media = MediaReflection.Descriptor.Services[0];

    [Fact]
    public void A_method_knows_its_path() =>
        GrpcMethod.Unary<JoinRequest, Negotiated>(Media, "Join").Path.ShouldBe("/meet.media.v1.Media/Join");

    [Fact]
    public void A_name_the_service_does_not_have_is_refused() =>
        Should.Throw<ArgumentException>(() => GrpcMethod.Unary<JoinRequest, Negotiated>(Media, "Jion"));

    [Fact]
    public void Other_types_than_the_descriptors_are_refused()
    {
        Should.Throw<ArgumentException>(() => GrpcMethod.Unary<NegotiateRequest, Negotiated>(Media, "Join"));
        Should.Throw<ArgumentException>(() => GrpcMethod.Unary<JoinRequest, LeaveReply>(Media, "Join"));
    }

    [Fact]
    public void Streaming_where_there_is_none_is_refused_and_the_other_way_round()
    {
        Should.Throw<ArgumentException>(() => GrpcMethod.ServerStream<JoinRequest, Negotiated>(Media, "Join"));
        Should.Throw<ArgumentException>(() => GrpcMethod.Unary<WatchRequest, MediaEvent>(Media, "Watch"));
    }

    [Fact]
    public void A_reply_is_a_message_or_a_refusal()
    {
        GrpcReply<LeaveReply> message = new LeaveReply();
        GrpcReply<LeaveReply> refusal = new GrpcStatus(GrpcStatusCode.NotFound, "gone");

        message.Status.IsOk.ShouldBeTrue();
        refusal.Message.ShouldBeNull();
        Should.Throw<ArgumentException>(() => new GrpcReply<LeaveReply>(GrpcStatus.Ok));
    }
}
