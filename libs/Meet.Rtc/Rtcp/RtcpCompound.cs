using System.Buffers.Binary;

namespace Meet.Rtc.Rtcp;

/// <summary>
/// Walks the packets of an RTCP datagram (RFC 3550 section 6.1; reduced-size allowed, RFC 5506). Stops at the first that is
/// malformed: <c>foreach (var packet in new RtcpCompound(datagram))</c>.
/// </summary>
public ref struct RtcpCompound(ReadOnlySpan<byte> datagram)
{
    private ReadOnlySpan<byte> _rest = datagram;

    public RtcpPacket Current { get; private set; }

    public readonly RtcpCompound GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.Length < 4 || (_rest[0] & 0xC0) != 0x80)
            return false;
        var length = 4 + (BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]) * 4);
        if (length > _rest.Length)
            return false;
        var unpadded = length;
        if ((_rest[0] & 0x20) != 0)
        {
            var padding = _rest[length - 1];
            if (padding == 0 || padding > length - 4)
                return false;
            unpadded = length - padding;
        }

        Current = new RtcpPacket(_rest[..unpadded]);
        _rest = _rest[length..];
        return true;
    }
}
