using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Pipelines;
using Google.Protobuf;

namespace Meet.Grpc.Wire;

/// <summary>Reads Length-Prefixed-Messages from a pipe, however they are cut into frames.</summary>
/// <param name="input">The body.</param>
/// <param name="maxMessageSize">Bytes a message may have, also after decompression.</param>
/// <param name="encoding">The value of <c>grpc-encoding</c>, or null.</param>
internal sealed class MessageReader(PipeReader input, int maxMessageSize, string? encoding)
{
    /// <summary>The next message, or null at the end of the body.</summary>
    /// <exception cref="GrpcException">The bytes are not what the protocol allows; the code says which way.</exception>
    public async ValueTask<T?> ReadAsync<T>(MessageParser<T> parser, CancellationToken cancellationToken)
        where T : class, IMessage<T>
    {
        while (true)
        {
            var result = await input.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (TryTake(ref buffer, out var compressed, out var payload))
            {
                var message = Parse(parser, compressed, payload);
                input.AdvanceTo(buffer.Start);
                return message;
            }

            if (result.IsCompleted)
            {
                var atEnd = buffer.IsEmpty;
                input.AdvanceTo(buffer.End);
                return atEnd ? null : throw new GrpcException(GrpcStatusCode.Internal, "The body ended inside a message.");
            }

            input.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    /// <summary>The one message of a unary body.</summary>
    public async ValueTask<T> ReadOnlyAsync<T>(MessageParser<T> parser, CancellationToken cancellationToken)
        where T : class, IMessage<T>
    {
        var message = await ReadAsync(parser, cancellationToken)
            ?? throw new GrpcException(GrpcStatusCode.Internal, "The body has no message.");
        return await ReadAsync(parser, cancellationToken) is null
            ? message
            : throw new GrpcException(GrpcStatusCode.Internal, "The body has more than one message.");
    }

    private bool TryTake(ref ReadOnlySequence<byte> buffer, out bool compressed, out ReadOnlySequence<byte> payload)
    {
        compressed = false;
        payload = default;
        if (buffer.Length < MessageWriter.HeaderLength)
            return false;
        Span<byte> header = stackalloc byte[MessageWriter.HeaderLength];
        buffer.Slice(0, MessageWriter.HeaderLength).CopyTo(header);
        var length = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        if (header[0] > 1)
            throw new GrpcException(GrpcStatusCode.Internal, "The compressed flag is neither 0 nor 1.");
        if (length > maxMessageSize)
            throw TooLarge();
        if (buffer.Length < MessageWriter.HeaderLength + length)
            return false;
        compressed = header[0] == 1;
        payload = buffer.Slice(MessageWriter.HeaderLength, length);
        buffer = buffer.Slice(payload.End);
        return true;
    }

    private T Parse<T>(MessageParser<T> parser, bool compressed, ReadOnlySequence<byte> payload)
        where T : class, IMessage<T>
    {
        try
        {
            return compressed ? ParseCompressed(parser, payload) : parser.ParseFrom(payload);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidDataException)
        {
            throw new GrpcException(GrpcStatusCode.Internal, "The message cannot be parsed.", e);
        }
    }

    private T ParseCompressed<T>(MessageParser<T> parser, ReadOnlySequence<byte> payload)
        where T : class, IMessage<T>
    {
        if (encoding is null or "identity")
            throw new GrpcException(GrpcStatusCode.Internal, "A message is compressed, and grpc-encoding does not say how.");
        if (encoding != "gzip")
            throw new GrpcException(GrpcStatusCode.Unimplemented, "grpc-encoding is not one of identity,gzip.");

        // A few bytes can unfold to gigabytes: never inflate past the limit.
        using var gzip = new GZipStream(new MemoryStream(payload.ToArray(), writable: false), CompressionMode.Decompress);
        using var inflated = new MemoryStream();
        var chunk = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            int read;
            while ((read = gzip.Read(chunk)) > 0)
            {
                if (inflated.Length + read > maxMessageSize)
                    throw TooLarge();
                inflated.Write(chunk, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        return parser.ParseFrom(inflated.GetBuffer().AsSpan(0, (int)inflated.Length));
    }

    private GrpcException TooLarge() =>
        new(GrpcStatusCode.ResourceExhausted, $"A message is larger than {maxMessageSize} bytes.");
}
