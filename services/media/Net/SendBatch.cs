using System.Runtime.InteropServices;
using Meet.Rtc.Stun;

namespace Meet.Media.Net;

/// <summary>
/// Datagrams written straight into native memory and given to the kernel 64 at a time. The writer keeps datagrams for one
/// destination together, so that runs of equal size can become one segmented send (GSO) here without the writer knowing.
/// </summary>
internal sealed unsafe class SendBatch : IDisposable
{
    public const int Capacity = 64;
    public const int SlotLength = 2048;

    private readonly UdpSocket _socket;
    private readonly byte* _names;
    private readonly LibC.MMsgHdr* _headers;
    private readonly LibC.IoVec* _vectors;
    private byte* _memory;
    private int _count;

    public SendBatch(UdpSocket socket)
    {
        _socket = socket;
        var headers = (nuint)(Capacity * sizeof(LibC.MMsgHdr));
        var size = (Capacity * (SlotLength + 32)) + headers + (nuint)(Capacity * sizeof(LibC.IoVec));
        _memory = (byte*)NativeMemory.AlignedAlloc(size, 64);
        NativeMemory.Clear(_memory, size);
        _names = _memory + (Capacity * SlotLength);
        _headers = (LibC.MMsgHdr*)(_names + (Capacity * 32));
        _vectors = (LibC.IoVec*)((byte*)_headers + headers);
        for (var i = 0; i < Capacity; i++)
        {
            _vectors[i].Base = _memory + (i * SlotLength);
            _headers[i].Header = new LibC.MsgHdr { Name = _names + (i * 32), Vectors = _vectors + i, VectorCount = 1 };
        }
    }

    /// <summary>Given to the kernel since the start.</summary>
    public long Sent { get; private set; }

    /// <summary>Not taken by the kernel, whose buffer was full: lost, as on any network.</summary>
    public long Dropped { get; private set; }

    /// <summary>The next datagram's memory; it counts only after <see cref="Commit"/>.</summary>
    public Span<byte> Next
    {
        get
        {
            if (_count == Capacity)
                Flush();
            return new Span<byte>(_memory + (_count * SlotLength), SlotLength);
        }
    }

    public void Commit(int length, in TransportAddress destination)
    {
        _vectors[_count].Length = (nuint)length;
        _headers[_count].Header.NameLength = SocketAddress.Write(new Span<byte>(_names + (_count * 32), SocketAddress.MaxLength), destination);
        _count++;
    }

    public void Flush()
    {
        var done = 0;
        while (done < _count)
        {
            var sent = LibC.SendMMsg(_socket.Fd, _headers + done, (uint)(_count - done), LibC.MsgDontwait);
            if (sent > 0)
            {
                done += sent;
                Sent += sent;
                continue;
            }

            var error = Marshal.GetLastPInvokeError();
            if (error == LibC.Eintr)
                continue;
            // The buffer is full: all that is left would meet the same. Anything else concerns this one datagram only.
            var lost = error == LibC.Eagain ? _count - done : 1;
            done += lost;
            Dropped += lost;
        }

        _count = 0;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }
}
