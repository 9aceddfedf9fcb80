using System.Runtime.InteropServices;
using Meet.Rtc.Stun;

namespace Meet.Media.Net;

/// <summary>
/// Up to 64 datagrams taken from the kernel by one call, in native memory that stays where it is; packets of TCP streams are put
/// among them. A datagram may be changed in place until its slot is received into again.
/// </summary>
internal sealed unsafe class ReceiveBatch : IDatagrams, IDisposable
{
    public const int Capacity = 64;

    /// <summary>Larger datagrams are cut off by the kernel and dropped here: no peer behind a usual network sends them.</summary>
    public const int SlotLength = 2048;

    private const int NameLength = 32;

    private byte* _memory;
    private readonly byte* _names;
    private readonly LibC.MMsgHdr* _headers;

    public ReceiveBatch()
    {
        var headers = (nuint)(Capacity * sizeof(LibC.MMsgHdr));
        var vectors = (nuint)(Capacity * sizeof(LibC.IoVec));
        var size = (Capacity * (SlotLength + NameLength)) + headers + vectors;
        _memory = (byte*)NativeMemory.AlignedAlloc(size, 64);
        NativeMemory.Clear(_memory, size);
        _names = _memory + (Capacity * SlotLength);
        _headers = (LibC.MMsgHdr*)(_names + (Capacity * NameLength));
        var iov = (LibC.IoVec*)((byte*)_headers + headers);
        for (var i = 0; i < Capacity; i++)
        {
            iov[i] = new LibC.IoVec { Base = _memory + (i * SlotLength), Length = SlotLength };
            _headers[i].Header = new LibC.MsgHdr { Name = _names + (i * NameLength), Vectors = iov + i, VectorCount = 1 };
        }
    }

    /// <summary>How many datagrams came; 0 if none waits. Those before <paramref name="from"/> stay as they are.</summary>
    /// <param name="max">At most so many, all of them within <see cref="Capacity"/>.</param>
    public int Receive(UdpSocket socket, int from, int max)
    {
        for (var i = from; i < from + max; i++)
        {
            _headers[i].Header.NameLength = SocketAddress.MaxLength;
            Connection(i) = 0;
        }

        var count = LibC.RecvMMsg(socket.Fd, _headers + from, (uint)max, LibC.MsgDontwait, null);
        // Errors here are "nothing waits" or an ICMP message about an earlier send: neither is news.
        return Math.Max(count, 0);
    }

    /// <summary>Puts a packet there that came otherwise.</summary>
    /// <param name="packet">At most <see cref="SlotLength"/> bytes.</param>
    public void Put(int index, ReadOnlySpan<byte> packet, in TransportAddress source)
    {
        packet.CopyTo(new Span<byte>(_memory + (index * SlotLength), SlotLength));
        _headers[index].Length = (uint)packet.Length;
        _headers[index].Header.Flags = 0;
        SocketAddress.Write(new Span<byte>(_names + (index * NameLength), SocketAddress.MaxLength), source);
        Connection(index) = source.Connection;
    }

    /// <summary>The datagram's bytes; empty if it was too large.</summary>
    public Span<byte> Datagram(int index) => (_headers[index].Header.Flags & LibC.MsgTrunc) != 0
        ? default
        : new Span<byte>(_memory + (index * SlotLength), (int)_headers[index].Length);

    ReadOnlySpan<byte> IDatagrams.Datagram(int slot) => Datagram(slot);

    public TransportAddress Source(int index) =>
        SocketAddress.Read(new ReadOnlySpan<byte>(_names + (index * NameLength), SocketAddress.MaxLength)).Over(Connection(index));

    /// <summary>Behind the sockaddr.</summary>
    private ref uint Connection(int index) => ref *(uint*)(_names + (index * NameLength) + SocketAddress.MaxLength);

    public void Dispose()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }
}
