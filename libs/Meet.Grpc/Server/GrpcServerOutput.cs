using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Meet.Grpc.Wire;
using Microsoft.AspNetCore.Http;

namespace Meet.Grpc.Server;

/// <summary>The response of one call. The gate keeps messages whole, and lets nothing follow the status.</summary>
[SuppressMessage(
    "Reliability", "CA1001", Justification = "A handler's stray thread may still knock after the call; the semaphore holds no handle.")]
internal sealed class GrpcServerOutput<T>(GrpcCallContext context) : IGrpcStreamWriter<T>
    where T : class, IMessage<T>
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private GrpcStatus? _finished;

    public async ValueTask WriteAsync(T message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);

        // Cancelling a flush resets the stream, so the caller's own token only guards the way in.
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_finished is not null)
                throw new OperationCanceledException("The call is over.");
            context.CancellationToken.ThrowIfCancellationRequested();
            StartHeaders(context.ResponseHeaders);
            var body = context.HttpContext.Response.BodyWriter;
            MessageWriter.Write(message, body);
            var flushed = await body.FlushAsync(context.CancellationToken);
            if (flushed.IsCompleted)
                context.CancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Sends the status and the handler's trailers, once; later calls give what was sent.</summary>
    public Task<GrpcStatus> FinishAsync(GrpcStatus status) => FinishAsync(status, context.ResponseHeaders, context.ResponseTrailers);

    /// <summary>Sends the status while the handler still runs: its metadata is its own and is left alone.</summary>
    public Task<GrpcStatus> CutOffAsync(GrpcStatus status) => FinishAsync(status, [], []);

    private async Task<GrpcStatus> FinishAsync(GrpcStatus status, GrpcMetadata headers, GrpcMetadata trailers)
    {
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            if (_finished is { } already)
                return already;
            _finished = status;
            if (context.HttpContext.RequestAborted.IsCancellationRequested)
                return status;
            StartHeaders(headers);
            GrpcTrailers.Write(context.HttpContext.Response, status, trailers);
            await context.HttpContext.Response.CompleteAsync();
            return status;
        }
        finally
        {
            _gate.Release();
        }
    }

    private void StartHeaders(GrpcMetadata headers)
    {
        var response = context.HttpContext.Response;
        if (response.HasStarted)
            return;
        foreach (var (key, value) in headers)
            response.Headers.Append(key, value);
    }
}
