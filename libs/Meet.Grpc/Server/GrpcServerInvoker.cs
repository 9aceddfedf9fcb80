using System.Diagnostics;
using Google.Protobuf;
using Meet.Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Meet.Grpc.Server;

internal delegate Task<GrpcStatus> GrpcServerHandler<TRequest, TResponse>(
    TRequest request, GrpcCallContext context, IGrpcStreamWriter<TResponse> writer)
    where TResponse : class, IMessage<TResponse>;

/// <summary>One method's endpoint: checks the HTTP side, keeps the deadline, and turns whatever happens into a status.</summary>
internal sealed class GrpcServerInvoker<TRequest, TResponse>(
    GrpcMethod<TRequest, TResponse> method, GrpcServerHandler<TRequest, TResponse> handler, GrpcServerOptions options, ILogger logger)
    where TRequest : class, IMessage<TRequest>, new()
    where TResponse : class, IMessage<TResponse>, new()
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (Refusal(http) is { } refusal)
        {
            http.Response.StatusCode = refusal;
            return;
        }

        var startedAt = Stopwatch.GetTimestamp();
        // What a host allows its JSON bodies is not meant for messages: they have a limit of their own.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = null;
        var headers = http.Request.Headers;
        var activity = GrpcTelemetry.Start(method.Service, method.Name, ActivityKind.Server, headers.TraceParent, headers.TraceState);
        var status = new GrpcStatus(GrpcStatusCode.Unknown);
        http.Response.ContentType = GrpcHeaders.ContentType;
        http.Response.Headers[GrpcHeaders.AcceptEncoding] = GrpcHeaders.AcceptedEncodings;
        try
        {
            status = await AnswerAsync(http);
        }
        finally
        {
            GrpcTelemetry.Stop(activity, GrpcTelemetry.ServerDuration, startedAt, method.Service, method.Name, status);
        }
    }

    private static int? Refusal(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<GrpcPortMetadata>() is { } only && !only.Ports.Contains(http.Connection.LocalPort))
            return StatusCodes.Status404NotFound;
        if (!HttpProtocol.IsHttp2(http.Request.Protocol))
            return StatusCodes.Status426UpgradeRequired;
        return GrpcHeaders.IsGrpcProto(http.Request.ContentType) ? null : StatusCodes.Status415UnsupportedMediaType;
    }

    private async Task<GrpcStatus> AnswerAsync(HttpContext http)
    {
        TimeSpan? timeout = null;
        if (http.Request.Headers[GrpcHeaders.Timeout] is [{ } text])
        {
            if (!GrpcTimeout.TryParse(text, out var parsed))
                return Refuse(http, new(GrpcStatusCode.Internal, "grpc-timeout is malformed."));
            timeout = parsed;
        }

        using var deadline = new CancellationTokenSource(GrpcTimeout.ForTimer(timeout ?? TimeSpan.MaxValue), options.TimeProvider);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, deadline.Token);
        var context = new GrpcCallContext(http, method.Path, timeout, options.TimeProvider, ended.Token);
        var output = new GrpcServerOutput<TResponse>(context);
        var work = RunAsync(context, output);
        if (timeout is not null)
        {
            // The deadline ends the call even when the handler does not listen to its token.
            var expired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = deadline.Token.UnsafeRegister(
                static state => ((TaskCompletionSource)state!).TrySetResult(), expired);
            if (await Task.WhenAny(work, expired.Task) != work)
                await output.CutOffAsync(new(GrpcStatusCode.DeadlineExceeded, "The deadline passed."));
        }

        var status = await work;
        if (deadline.IsCancellationRequested && !status.IsOk)
            status = new(GrpcStatusCode.DeadlineExceeded, "The deadline passed.");
        return await output.FinishAsync(status);
    }

    private async Task<GrpcStatus> RunAsync(GrpcCallContext context, GrpcServerOutput<TResponse> output)
    {
        try
        {
            var headers = context.HttpContext.Request.Headers;
            var reader = new MessageReader(
                context.HttpContext.Request.BodyReader, options.MaxReceiveMessageSize, headers[GrpcHeaders.Encoding]);
            var request = await reader.ReadOnlyAsync(method.RequestParser, context.CancellationToken);
            return await handler(request, context, output);
        }
        catch (GrpcException e)
        {
            foreach (var (key, value) in e.Trailers)
                context.ResponseTrailers.AddReceived(key, value);
            return e.Status;
        }
        catch (Exception e) when (context.CancellationToken.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            return new(GrpcStatusCode.Cancelled, "The call was cancelled.");
        }
        catch (Exception e)
        {
            Log.HandlerFailed(logger, method.Path, e);
            return new(GrpcStatusCode.Unknown, "The handler failed.");
        }
    }

    private static GrpcStatus Refuse(HttpContext http, GrpcStatus status)
    {
        GrpcTrailers.Write(http.Response, status, []);
        return status;
    }
}
