using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Meet.Grpc;

/// <summary>
/// Describes calls from the .proto's own descriptor, for example
/// <c>GrpcMethod.Unary&lt;GetChatFactsRequest, ChatFacts&gt;(ChatReflection.Descriptor.Services[0], "GetChatFacts")</c>.
/// A description that disagrees with the .proto throws when it is made, which is at start-up.
/// </summary>
public static class GrpcMethod
{
    /// <exception cref="ArgumentException">The service has no such method, or it has other types or streams.</exception>
    public static GrpcUnaryMethod<TRequest, TResponse> Unary<TRequest, TResponse>(ServiceDescriptor service, string name)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new() => new(Find<TRequest, TResponse>(service, name, serverStreams: false));

    /// <exception cref="ArgumentException">The service has no such method, or it has other types or does not stream answers.</exception>
    public static GrpcServerStreamMethod<TRequest, TResponse> ServerStream<TRequest, TResponse>(ServiceDescriptor service, string name)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new() => new(Find<TRequest, TResponse>(service, name, serverStreams: true));

    private static MethodDescriptor Find<TRequest, TResponse>(ServiceDescriptor service, string name, bool serverStreams)
    {
        ArgumentNullException.ThrowIfNull(service);
        var method = service.FindMethodByName(name)
            ?? throw new ArgumentException($"{service.FullName} has no method {name}.", nameof(name));
        if (method.IsClientStreaming)
            throw new ArgumentException($"{method.FullName} streams requests, which is not supported.", nameof(name));
        if (method.IsServerStreaming != serverStreams)
            throw new ArgumentException($"{method.FullName} {(serverStreams ? "does not stream" : "streams")} its answer.", nameof(name));
        if (method.InputType.ClrType != typeof(TRequest) || method.OutputType.ClrType != typeof(TResponse))
            throw new ArgumentException(
                $"{method.FullName} takes {method.InputType.FullName} and gives {method.OutputType.FullName}, " +
                $"not {typeof(TRequest).Name} and {typeof(TResponse).Name}.", nameof(name));
        return method;
    }
}

/// <summary>One method of a service: its path on the wire and its message types.</summary>
public abstract class GrpcMethod<TRequest, TResponse>
    where TRequest : class, IMessage<TRequest>, new()
    where TResponse : class, IMessage<TResponse>, new()
{
    private protected GrpcMethod(MethodDescriptor descriptor)
    {
        Service = descriptor.Service.FullName;
        Name = descriptor.Name;
        Path = $"/{Service}/{Name}";
    }

    /// <summary>The service's full name, for example <c>meet.chat.v1.Chats</c>.</summary>
    public string Service { get; }

    public string Name { get; }

    /// <summary><c>/service/method</c>: the HTTP path.</summary>
    public string Path { get; }

    internal MessageParser<TRequest> RequestParser { get; } = new(() => new TRequest());

    internal MessageParser<TResponse> ResponseParser { get; } = new(() => new TResponse());

    public override string ToString() => Path;
}

/// <summary>One request, one response.</summary>
public sealed class GrpcUnaryMethod<TRequest, TResponse> : GrpcMethod<TRequest, TResponse>
    where TRequest : class, IMessage<TRequest>, new()
    where TResponse : class, IMessage<TResponse>, new()
{
    internal GrpcUnaryMethod(MethodDescriptor descriptor)
        : base(descriptor)
    {
    }
}

/// <summary>One request, any number of responses.</summary>
public sealed class GrpcServerStreamMethod<TRequest, TResponse> : GrpcMethod<TRequest, TResponse>
    where TRequest : class, IMessage<TRequest>, new()
    where TResponse : class, IMessage<TResponse>, new()
{
    internal GrpcServerStreamMethod(MethodDescriptor descriptor)
        : base(descriptor)
    {
    }
}
