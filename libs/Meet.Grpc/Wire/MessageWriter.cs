using System.Buffers;
using System.Buffers.Binary;
using Google.Protobuf;

namespace Meet.Grpc.Wire;

/// <summary>Length-Prefixed-Message: one byte for compression (never used here), four for the length, the message.</summary>
internal static class MessageWriter
{
    public const int HeaderLength = 5;

    public static int FramedLength(IMessage message) => checked(HeaderLength + message.CalculateSize());

    /// <summary>Writes header and message; flushing is the caller's.</summary>
    public static void Write(IMessage message, IBufferWriter<byte> output)
    {
        WriteHeader(output.GetSpan(HeaderLength), message.CalculateSize());
        output.Advance(HeaderLength);
        message.WriteTo(output);
    }

    /// <param name="message">The message.</param>
    /// <param name="destination">Exactly <see cref="FramedLength"/> bytes.</param>
    public static void Write(IMessage message, Span<byte> destination)
    {
        WriteHeader(destination, destination.Length - HeaderLength);
        message.WriteTo(destination[HeaderLength..]);
    }

    private static void WriteHeader(Span<byte> destination, int length)
    {
        destination[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(destination[1..], (uint)length);
    }
}
