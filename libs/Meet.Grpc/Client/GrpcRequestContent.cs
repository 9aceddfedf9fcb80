using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Meet.Grpc.Wire;

namespace Meet.Grpc.Client;

/// <summary>The body of a request: one framed message, written from a pooled buffer.</summary>
internal sealed class GrpcRequestContent : HttpContent
{
    private static readonly MediaTypeHeaderValue GrpcType = new(GrpcHeaders.ContentType);
    private readonly IMessage _message;

    public GrpcRequestContent(IMessage message)
    {
        _message = message;
        Headers.ContentType = GrpcType;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var length = MessageWriter.FramedLength(_message);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            MessageWriter.Write(_message, buffer.AsSpan(0, length));
            await stream.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
