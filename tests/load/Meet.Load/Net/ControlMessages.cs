using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Meet.Load.Linux;
using Meet.Media.Net;

namespace Meet.Load.Net;

/// <summary>What the kernel tells beside a datagram (cmsg(3), ip(7), socket(7)).</summary>
/// <param name="To">The address that it was sent to, as a number.</param>
/// <param name="At">When the kernel had it: nanoseconds of the wall clock, taken within the sender's own call on loopback.</param>
/// <param name="Drops">How many the socket had no room for so far.</param>
internal readonly record struct ControlMessages(uint To, long At, uint Drops)
{
    /// <summary>CMSG_SPACE of each of the three.</summary>
    public const int Length = 32 + 32 + 24;

    private const int Header = 16;

    public static ControlMessages Read(ReadOnlySpan<byte> control)
    {
        var (to, at, drops) = (0u, 0L, 0u);
        while (control.Length >= Header)
        {
            var length = (int)MemoryMarshal.Read<ulong>(control);
            if (length < Header || length > control.Length)
                break;
            var value = control[Header..length];
            switch (MemoryMarshal.Read<int>(control[8..]), MemoryMarshal.Read<int>(control[12..]))
            {
                case (0, Kernel.IpPktInfo):
                    // struct in_pktinfo: interface, local address, the header's destination.
                    to = BinaryPrimitives.ReadUInt32BigEndian(value[8..]);
                    break;
                case (LibC.SolSocket, Kernel.SoTimestampNs):
                    at = (MemoryMarshal.Read<long>(value) * 1_000_000_000) + MemoryMarshal.Read<long>(value[8..]);
                    break;
                case (LibC.SolSocket, Kernel.SoRxqOvfl):
                    drops = MemoryMarshal.Read<uint>(value);
                    break;
            }

            control = control[Math.Min(control.Length, (length + 7) & ~7)..];
        }

        return new ControlMessages(to, at, drops);
    }
}

/// <summary>Says which local address a datagram is sent from (ip(7), IP_PKTINFO).</summary>
[StructLayout(LayoutKind.Sequential, Size = Size)]
internal struct FromAddress
{
    /// <summary>CMSG_SPACE(12).</summary>
    public const int Size = 32;

    private nuint _length;
    private int _level;
    private int _type;
    private int _interface;
    private uint _address;

    /// <param name="address">As a number: 127.0.0.1 is 0x7F000001.</param>
    public static FromAddress Create(uint address) => new()
    {
        _length = 28, // CMSG_LEN(12)
        _level = 0, // IPPROTO_IP
        _interface = 0,
        _type = Kernel.IpPktInfo,
        _address = BinaryPrimitives.ReverseEndianness(address),
    };
}
