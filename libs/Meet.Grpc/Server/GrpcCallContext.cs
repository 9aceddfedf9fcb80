using Meet.Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Meet.Grpc;

/// <summary>What a handler knows about the call it answers.</summary>
public sealed class GrpcCallContext
{
    private readonly TimeProvider _time;
    private readonly long _startedAt;
    private readonly TimeSpan? _timeout;
    private GrpcMetadata? _request;

    internal GrpcCallContext(HttpContext http, string method, TimeSpan? timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        (HttpContext, Method, _timeout, _time, CancellationToken) = (http, method, timeout, time, cancellationToken);
        _startedAt = time.GetTimestamp();
    }

    /// <summary><c>/service/method</c>.</summary>
    public string Method { get; }

    /// <summary>Cancelled when the caller cancelled or went away, or its deadline passed.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>
    /// What the caller's deadline leaves, never below zero; null without a deadline. Pass it on to calls made for this one.
    /// </summary>
    public TimeSpan? TimeRemaining =>
        _timeout - _time.GetElapsedTime(_startedAt) is { } left ? (left > TimeSpan.Zero ? left : TimeSpan.Zero) : null;

    /// <summary>The tenant the caller acts for (<c>meet-tenant</c>), or null.</summary>
    public string? Tenant => HttpContext.Request.Headers[GrpcHeaders.Tenant] is [{ Length: > 0 } tenant] ? tenant : null;

    /// <summary>What the caller sent beside the request.</summary>
    public GrpcMetadata RequestMetadata => _request ??= ReadRequestMetadata();

    /// <summary>Sent before the first message; later additions are lost.</summary>
    public GrpcMetadata ResponseHeaders { get; } = [];

    /// <summary>Sent with the status.</summary>
    public GrpcMetadata ResponseTrailers { get; } = [];

    public HttpContext HttpContext { get; }

    /// <summary>The services of this call's scope.</summary>
    public IServiceProvider Services => HttpContext.RequestServices;

    public T Service<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <exception cref="GrpcException">INVALID_ARGUMENT: the caller did not say for which tenant it acts.</exception>
    public string RequireTenant() =>
        Tenant ?? throw new GrpcException(GrpcStatusCode.InvalidArgument, $"The metadata has no {GrpcHeaders.Tenant}.");

    private GrpcMetadata ReadRequestMetadata()
    {
        var metadata = new GrpcMetadata();
        foreach (var (key, values) in HttpContext.Request.Headers)
        {
            foreach (var value in values)
                metadata.AddReceived(key, value ?? "");
        }

        return metadata;
    }
}
