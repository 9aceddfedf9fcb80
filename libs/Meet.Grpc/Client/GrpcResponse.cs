using Google.Protobuf;

namespace Meet.Grpc;

/// <summary>A unary answer with the metadata around it.</summary>
public sealed record GrpcResponse<T>(T Message, GrpcMetadata Headers, GrpcMetadata Trailers)
    where T : class, IMessage<T>;
