using System.Runtime.CompilerServices;
using Google.Protobuf;
using Meet.Grpc.Server;
using Meet.Grpc.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Meet.Grpc;

/// <summary>
/// Maps gRPC methods as endpoints. Kestrel's endpoint for them must speak HTTP/2 (h2c: <c>HttpProtocols.Http2</c>); with
/// <see cref="OnPort{TBuilder}"/> they answer there only. An exception a handler lets escape becomes UNKNOWN, its text stays in our log.
/// </summary>
public static class GrpcEndpoints
{
    private static readonly ConditionalWeakTable<IServiceProvider, HashSet<string>> Services = [];

    /// <summary>One request, one answer.</summary>
    public static IEndpointConventionBuilder MapGrpc<TRequest, TResponse>(
        this IEndpointRouteBuilder endpoints,
        GrpcUnaryMethod<TRequest, TResponse> method,
        Func<TRequest, GrpcCallContext, Task<TResponse>> handler)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new() =>
        endpoints.Map(method, async (request, context, writer) =>
        {
            await writer.WriteAsync(await handler(request, context), context.CancellationToken);
            return GrpcStatus.Ok;
        });

    /// <summary>One request, one answer or a status that refuses.</summary>
    public static IEndpointConventionBuilder MapGrpc<TRequest, TResponse>(
        this IEndpointRouteBuilder endpoints,
        GrpcUnaryMethod<TRequest, TResponse> method,
        Func<TRequest, GrpcCallContext, Task<GrpcReply<TResponse>>> handler)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new() =>
        endpoints.Map(method, async (request, context, writer) =>
        {
            var reply = await handler(request, context);
            if (reply.Message is { } message)
                await writer.WriteAsync(message, context.CancellationToken);
            return reply.Message is null && reply.Status.IsOk
                ? throw new InvalidOperationException("The handler gave no answer.")
                : reply.Status;
        });

    /// <summary>One request, answers through a writer. Throw a <see cref="GrpcException"/> to end with a status.</summary>
    public static IEndpointConventionBuilder MapGrpc<TRequest, TResponse>(
        this IEndpointRouteBuilder endpoints,
        GrpcServerStreamMethod<TRequest, TResponse> method,
        Func<TRequest, GrpcCallContext, IGrpcStreamWriter<TResponse>, Task> handler)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new() =>
        endpoints.Map(method, async (request, context, writer) =>
        {
            await handler(request, context, writer);
            return GrpcStatus.Ok;
        });

    /// <summary>One request, answers as a sequence.</summary>
    public static IEndpointConventionBuilder MapGrpc<TRequest, TResponse>(
        this IEndpointRouteBuilder endpoints,
        GrpcServerStreamMethod<TRequest, TResponse> method,
        Func<TRequest, GrpcCallContext, IAsyncEnumerable<TResponse>> handler)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new() =>
        endpoints.Map(method, async (request, context, writer) =>
        {
            await foreach (var message in handler(request, context).WithCancellation(context.CancellationToken))
                await writer.WriteAsync(message, context.CancellationToken);
            return GrpcStatus.Ok;
        });

    /// <summary>Makes these endpoints answer on these local ports only, and be unknown (404) on every other.</summary>
    public static TBuilder OnPort<TBuilder>(this TBuilder endpoints, params IReadOnlyList<int> ports)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new GrpcPortMetadata(ports));

    private static IEndpointConventionBuilder Map<TRequest, TResponse>(
        this IEndpointRouteBuilder endpoints, GrpcMethod<TRequest, TResponse> method, GrpcServerHandler<TRequest, TResponse> handler)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new()
    {
        ArgumentNullException.ThrowIfNull(method);
        var services = endpoints.ServiceProvider;
        var invoker = new GrpcServerInvoker<TRequest, TResponse>(
            method, handler,
            services.GetRequiredService<IOptions<GrpcServerOptions>>().Value,
            services.GetRequiredService<ILoggerFactory>().CreateLogger(GrpcTelemetry.Name));
        MapUnimplemented(endpoints, method.Service);
        return endpoints.MapPost(method.Path, invoker.InvokeAsync)
            .WithDisplayName($"gRPC {method.Path}").WithMetadata(new ExcludeFromDescriptionAttribute());
    }

    /// <summary>
    /// A known service's unknown methods are UNIMPLEMENTED. Unknown services are left to HTTP's 404, which clients read as the same: a
    /// pattern for those would also match, and so change, other APIs' 405.
    /// </summary>
    private static void MapUnimplemented(IEndpointRouteBuilder endpoints, string service)
    {
        var known = Services.GetValue(endpoints.ServiceProvider, static _ => []);
        lock (known)
        {
            if (!known.Add(service))
                return;
        }

        endpoints.MapPost($"/{service}/{{method}}", static context =>
        {
            context.Response.ContentType = GrpcHeaders.ContentType;
            GrpcTrailers.Write(context.Response, new(GrpcStatusCode.Unimplemented, "The method is not known here."), []);
            return Task.CompletedTask;
        }).WithMetadata(new ExcludeFromDescriptionAttribute());
    }
}
