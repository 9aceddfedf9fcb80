using System.Buffers.Binary;
using System.Net;

namespace Meet.Rtc.Stun;

/// <summary>
/// An IP address and a port, UDP's or that of one TCP connection, as a value: no allocation, cheap to compare and to hash, so that it
/// can be looked up per packet. An IPv4-mapped IPv6 address is a different value from the IPv4 address; sockets here are of one family.
/// </summary>
public readonly record struct TransportAddress
{
    private const ulong V6Flag = 1 << 16;

    private readonly ulong _high;
    private readonly ulong _low;

    // Port, family and connection in one number: three comparisons for all of it.
    private readonly ulong _rest;

    private TransportAddress(ulong high, ulong low, ulong rest) => (_high, _low, _rest) = (high, low, rest);

    /// <summary>UDP or TCP port, 0 to 65535, in host byte order.</summary>
    public ushort Port => (ushort)_rest;

    public bool IsV6 => (_rest & V6Flag) != 0;

    /// <summary>
    /// Of the TCP connection that leads there, 0 for UDP. Whoever is proven by one connection is not by the next from the same port.
    /// </summary>
    public uint Connection => (uint)(_rest >> 32);

    /// <summary>True for the default value, which no peer has.</summary>
    public bool IsNone => Port == 0 && _low == 0 && _high == 0;

    /// <param name="address">The four bytes of the address as one number: 127.0.0.1 is 0x7F000001.</param>
    /// <param name="port">In host byte order.</param>
    public static TransportAddress V4(uint address, ushort port) => new(0, address, port);

    /// <param name="address">Sixteen bytes in network order.</param>
    /// <param name="port">In host byte order.</param>
    public static TransportAddress V6(ReadOnlySpan<byte> address, ushort port) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(address), BinaryPrimitives.ReadUInt64BigEndian(address[8..]), port | V6Flag);

    public static TransportAddress From(IPEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        Span<byte> bytes = stackalloc byte[16];
        endPoint.Address.TryWriteBytes(bytes, out var length);
        return length == 4
            ? V4(BinaryPrimitives.ReadUInt32BigEndian(bytes), (ushort)endPoint.Port)
            : V6(bytes, (ushort)endPoint.Port);
    }

    /// <summary>The same address, reached by that TCP connection.</summary>
    /// <param name="connection">A number that no other connection has; 0 is UDP.</param>
    public TransportAddress Over(uint connection) => new(_high, _low, (uint)_rest | ((ulong)connection << 32));

    /// <summary>Writes the address in network order and returns its length: 4 or 16.</summary>
    public int WriteAddress(Span<byte> destination)
    {
        if (!IsV6)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)_low);
            return 4;
        }

        BinaryPrimitives.WriteUInt64BigEndian(destination, _high);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _low);
        return 16;
    }

    public IPEndPoint ToIPEndPoint()
    {
        Span<byte> bytes = stackalloc byte[16];
        return new IPEndPoint(new IPAddress(bytes[..WriteAddress(bytes)]), Port);
    }

    public override string ToString() => IsNone ? "none" : Connection == 0 ? ToIPEndPoint().ToString() : $"tcp {ToIPEndPoint()}";
}
