using Google.Protobuf;

namespace Meet.Grpc;

/// <summary>What a unary handler answers when refusing is an expected outcome: a message, or a status that is not Ok.</summary>
public readonly struct GrpcReply<T>
    where T : class, IMessage<T>
{
    public GrpcReply(T message)
    {
        ArgumentNullException.ThrowIfNull(message);
        (Message, Status) = (message, GrpcStatus.Ok);
    }

    /// <exception cref="ArgumentException">The status is Ok: an answer needs its message.</exception>
    public GrpcReply(GrpcStatus status) =>
        Status = status.IsOk ? throw new ArgumentException("Ok needs a message.", nameof(status)) : status;

    /// <summary>Present exactly when <see cref="Status"/> is Ok.</summary>
    public T? Message { get; }

    public GrpcStatus Status { get; }

    public static implicit operator GrpcReply<T>(T message) => new(message);

    public static implicit operator GrpcReply<T>(GrpcStatus status) => new(status);
}
