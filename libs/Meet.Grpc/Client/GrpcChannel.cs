using System.Runtime.CompilerServices;
using Google.Protobuf;
using Meet.Grpc.Client;

namespace Meet.Grpc;

/// <summary>
/// Calls one server's methods over pooled HTTP/2 connections. Keep one per server for the life of the process. Nothing is retried here:
/// only the caller knows what may happen twice.
/// </summary>
public sealed class GrpcChannel : IDisposable
{
    private readonly HttpMessageInvoker _http;
    private readonly GrpcChannelOptions _options;

    /// <param name="address">For example <c>http://127.0.0.1:8082</c>; http means HTTP/2 with prior knowledge, https negotiates it.</param>
    /// <param name="options">Null: the defaults.</param>
    public GrpcChannel(Uri address, GrpcChannelOptions? options = null)
        : this(address, options ??= new(), Connect(options))
    {
    }

    /// <summary>Over another handler than sockets, for example a test server's.</summary>
    /// <param name="address">The server.</param>
    /// <param name="options">Its connection settings do not apply here.</param>
    /// <param name="handler">Owned by the channel.</param>
    public GrpcChannel(Uri address, GrpcChannelOptions? options, HttpMessageHandler handler)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
            throw new ArgumentException("A gRPC address is an absolute http or https URI.", nameof(address));
        Address = new Uri(address.GetLeftPart(UriPartial.Authority));
        _options = options ?? new();
        _http = new HttpMessageInvoker(handler, disposeHandler: true);
    }

    public Uri Address { get; }

    /// <summary>Makes a unary call.</summary>
    /// <exception cref="GrpcException">It did not end with Ok; UNAVAILABLE when the server cannot be reached.</exception>
    /// <exception cref="OperationCanceledException">
    /// Only when <paramref name="cancellationToken"/> is cancelled; the server is told.
    /// </exception>
    public async Task<TResponse> CallAsync<TRequest, TResponse>(
        GrpcUnaryMethod<TRequest, TResponse> method,
        TRequest request,
        CallOptions? options = null,
        CancellationToken cancellationToken = default)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new() =>
        (await CallWithMetadataAsync(method, request, options, cancellationToken)).Message;

    /// <summary>As <see cref="CallAsync"/>, with the metadata of the answer.</summary>
    public async Task<GrpcResponse<TResponse>> CallWithMetadataAsync<TRequest, TResponse>(
        GrpcUnaryMethod<TRequest, TResponse> method,
        TRequest request,
        CallOptions? options = null,
        CancellationToken cancellationToken = default)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new()
    {
        options ??= CallOptions.Default;
        await using var call = new GrpcClientCall<TRequest, TResponse>(
            method, options with { Deadline = options.Deadline ?? _options.DefaultDeadline }, _options, cancellationToken);
        await call.StartAsync(_http, Address, request);
        var message = await call.ReadAsync();
        if (message is not null && await call.ReadAsync() is not null)
            throw call.Fail(new(GrpcStatusCode.Internal, "The answer has more than one message."));
        return message is null
            ? throw call.Fail(new(GrpcStatusCode.Internal, "The answer has no message."))
            : new(message, call.Headers, call.Trailers);
    }

    /// <summary>
    /// Makes a server streaming call when it is enumerated, once per enumeration. Leaving the loop early cancels the call. Ends normally
    /// on Ok, otherwise throws as <see cref="CallAsync"/> does.
    /// </summary>
    public async IAsyncEnumerable<TResponse> ServerStream<TRequest, TResponse>(
        GrpcServerStreamMethod<TRequest, TResponse> method,
        TRequest request,
        CallOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new()
    {
        await using var call = new GrpcClientCall<TRequest, TResponse>(method, options ?? CallOptions.Default, _options, cancellationToken);
        await call.StartAsync(_http, Address, request);
        while (await call.ReadAsync() is { } message)
            yield return message;
    }

    public void Dispose() => _http.Dispose();

    private static SocketsHttpHandler Connect(GrpcChannelOptions options) => new()
    {
        EnableMultipleHttp2Connections = true,
        ConnectTimeout = options.ConnectTimeout,
        KeepAlivePingDelay = options.KeepAlivePingDelay,
        KeepAlivePingTimeout = options.KeepAlivePingTimeout,
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5),
        // Behind an address that several processes share, one that came later gets its part; calls that go on end where they began.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
    };
}
