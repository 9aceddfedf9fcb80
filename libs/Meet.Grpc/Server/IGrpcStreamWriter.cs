using Google.Protobuf;

namespace Meet.Grpc;

/// <summary>Where a streaming handler puts its answers.</summary>
public interface IGrpcStreamWriter<T>
    where T : class, IMessage<T>
{
    /// <summary>
    /// Sends one message; completes when the peer's flow control took it. Callable from several threads, one message at a time goes out.
    /// </summary>
    /// <exception cref="OperationCanceledException">The call is over: the caller left, or its deadline passed.</exception>
    ValueTask WriteAsync(T message, CancellationToken cancellationToken = default);
}
