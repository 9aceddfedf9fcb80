using System.Buffers.Binary;
using Meet.Rtc.Stun;

namespace Meet.Media.Net;

/// <summary>Between <see cref="TransportAddress"/> and the kernel's sockaddr_in and sockaddr_in6.</summary>
internal static class SocketAddress
{
    /// <summary>Room for either.</summary>
    public const int MaxLength = 28;

    /// <summary>Writes the address and returns how long its sockaddr is.</summary>
    public static uint Write(Span<byte> destination, in TransportAddress address)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(destination, (ushort)(address.IsV6 ? LibC.AfInet6 : LibC.AfInet));
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], address.Port);
        if (!address.IsV6)
        {
            address.WriteAddress(destination[4..]);
            destination[8..16].Clear();
            return 16;
        }

        destination[4..8].Clear();
        address.WriteAddress(destination[8..]);
        destination[24..28].Clear();
        return 28;
    }

    public static TransportAddress Read(ReadOnlySpan<byte> source)
    {
        var port = BinaryPrimitives.ReadUInt16BigEndian(source[2..]);
        return BinaryPrimitives.ReadUInt16LittleEndian(source) == LibC.AfInet6
            ? TransportAddress.V6(source.Slice(8, 16), port)
            : TransportAddress.V4(BinaryPrimitives.ReadUInt32BigEndian(source[4..]), port);
    }
}
