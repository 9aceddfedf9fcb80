using System.Buffers.Binary;

namespace Meet.Rtc.Tests.Dtls;

/// <summary>Takes DTLS records apart by hand (RFC 6347 §4.1, §4.2.2).</summary>
internal static class HandshakeFragments
{
    private const int RecordHeader = 13;
    private const int HandshakeHeader = 12;

    /// <summary>The same ClientHello as two handshake fragments in two datagrams.</summary>
    public static byte[][] SplitClientHello(byte[] datagram, byte secondRecordNumber)
    {
        datagram[0].ShouldBe((byte)22);
        datagram[RecordHeader].ShouldBe((byte)1);
        var body = datagram.AsSpan(RecordHeader + HandshakeHeader);
        var half = body.Length / 2;
        return [Fragment(datagram, 0, half, datagram[10]), Fragment(datagram, half, body.Length - half, secondRecordNumber)];
    }

    private static byte[] Fragment(byte[] datagram, int offset, int length, byte recordNumber)
    {
        var part = new byte[RecordHeader + HandshakeHeader + length];
        datagram.AsSpan(0, RecordHeader + HandshakeHeader).CopyTo(part);
        part[10] = recordNumber;
        BinaryPrimitives.WriteUInt16BigEndian(part.AsSpan(11), (ushort)(HandshakeHeader + length));
        BinaryPrimitives.WriteUInt16BigEndian(part.AsSpan(RecordHeader + 7), (ushort)offset);
        BinaryPrimitives.WriteUInt16BigEndian(part.AsSpan(RecordHeader + 10), (ushort)length);
        datagram.AsSpan(RecordHeader + HandshakeHeader + offset, length).CopyTo(part.AsSpan(RecordHeader + HandshakeHeader));
        return part;
    }
}
