using System.Diagnostics;
using System.IO.Pipelines;
using System.Net;
using Google.Protobuf;
using Meet.Grpc.Wire;

namespace Meet.Grpc.Client;

/// <summary>One call in flight: its HTTP exchange, its deadline, and how it ended.</summary>
internal sealed class GrpcClientCall<TRequest, TResponse> : IAsyncDisposable
    where TRequest : class, IMessage<TRequest>, new()
    where TResponse : class, IMessage<TResponse>, new()
{
    private readonly GrpcMethod<TRequest, TResponse> _method;
    private readonly CallOptions _options;
    private readonly GrpcChannelOptions _channel;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _ended;
    private readonly Activity? _activity;
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private HttpRequestMessage? _request;
    private HttpResponseMessage? _response;
    private PipeReader? _body;
    private MessageReader? _reader;
    private GrpcStatus? _status;

    public GrpcClientCall(GrpcMethod<TRequest, TResponse> method, CallOptions options, GrpcChannelOptions channel, CancellationToken caller)
    {
        (_method, _options, _channel, _caller) = (method, options, channel, caller);
        var deadline = options.Deadline ?? TimeSpan.MaxValue;
        _deadline = new(GrpcTimeout.ForTimer(deadline > TimeSpan.Zero ? deadline : TimeSpan.Zero), channel.TimeProvider);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(caller, _deadline.Token);
        _activity = GrpcTelemetry.Start(method.Service, method.Name, ActivityKind.Client);
    }

    public GrpcMetadata Headers { get; } = [];

    public GrpcMetadata Trailers { get; } = [];

    /// <summary>Sends the request and waits for the answer's headers.</summary>
    public async Task StartAsync(HttpMessageInvoker http, Uri address, TRequest message)
    {
        ArgumentNullException.ThrowIfNull(message);
        _caller.ThrowIfCancellationRequested();
        if (_options.Deadline <= TimeSpan.Zero)
            throw Fail(new(GrpcStatusCode.DeadlineExceeded, "The deadline passed."));
        _request = GrpcRequest.Create(new Uri(address, _method.Path), message, _options);
        try
        {
            _response = await http.SendAsync(_request, _ended.Token);
            Collect(_response.Headers, Headers);
            if (GrpcRequest.StatusIn(_response.Headers) is { } trailersOnly)
            {
                Collect(_response.Headers, Trailers);
                End(trailersOnly);
            }
            else if (_response.StatusCode != HttpStatusCode.OK)
            {
                throw Fail(new(
                    HttpStatusMapping.FromHttpStatus(_response.StatusCode),
                    $"HTTP status {(int)_response.StatusCode} without a gRPC status."));
            }
            else if (!GrpcHeaders.IsGrpcProto(_response.Content.Headers.ContentType?.ToString()))
            {
                throw Fail(new(GrpcStatusCode.Unknown, "The answer is not gRPC."));
            }

            var stream = await _response.Content.ReadAsStreamAsync(_ended.Token);
            _body = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 16 * 1024));
            _reader = new(_body, _channel.MaxReceiveMessageSize, GrpcRequest.EncodingOf(_response));
        }
        catch (Exception e) when (Translate(e) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>The next message; null when the call ended with Ok.</summary>
    public async ValueTask<TResponse?> ReadAsync()
    {
        if (_status is { IsOk: true })
            return null;
        try
        {
            if (await _reader!.ReadAsync(_method.ResponseParser, _ended.Token) is { } message)
                return message;
            Collect(_response!.TrailingHeaders, Trailers);
            End(GrpcRequest.StatusIn(_response.TrailingHeaders) ?? new(GrpcStatusCode.Internal, "The answer ended without a status."));
            return null;
        }
        catch (Exception e) when (Translate(e) is { } translated)
        {
            throw translated;
        }
    }

    public GrpcException Fail(GrpcStatus status, Exception? inner = null)
    {
        _status = status;
        return new GrpcException(status, Trailers, inner);
    }

    public async ValueTask DisposeAsync()
    {
        if (_body is not null)
            await _body.CompleteAsync();
        _response?.Dispose();
        _request?.Dispose();
        _ended.Dispose();
        _deadline.Dispose();
        GrpcTelemetry.Stop(
            _activity, GrpcTelemetry.ClientDuration, _startedAt, _method.Service, _method.Name, _status ?? new(GrpcStatusCode.Cancelled));
    }

    private void End(GrpcStatus status)
    {
        _status = status;
        if (!status.IsOk)
            throw Fail(status);
    }

    /// <summary>Null when the exception is already what the caller shall see.</summary>
    private Exception? Translate(Exception exception)
    {
        if (_caller.IsCancellationRequested && _status is null)
        {
            return exception is OperationCanceledException own && own.CancellationToken == _caller
                ? null
                : new OperationCanceledException("The call was cancelled.", exception, _caller);
        }

        if (_deadline.IsCancellationRequested && _status is null)
            return Fail(new(GrpcStatusCode.DeadlineExceeded, "The deadline passed."), exception);
        if (exception is GrpcException known)
        {
            _status ??= known.Status;
            return null;
        }

        return GrpcRequest.StatusOf(exception) is { } status ? Fail(status, exception) : null;
    }

    private static void Collect(System.Net.Http.Headers.HttpHeaders headers, GrpcMetadata metadata)
    {
        foreach (var (key, values) in headers.NonValidated)
        {
            foreach (var value in values)
                metadata.AddReceived(key, value);
        }
    }
}
