using System.Runtime.InteropServices;
using Meet.Media.Net;

namespace Meet.Load.Net;

/// <summary>Up to 128 datagrams by one call, with what the kernel tells beside each.</summary>
internal sealed unsafe class PeerReceiveBatch : IDisposable
{
    public const int Capacity = 128;
    private const int SlotLength = 2048;

    private readonly LibC.MMsgHdr* _headers;
    private byte* _memory;

    public PeerReceiveBatch()
    {
        var headers = (nuint)(Capacity * sizeof(LibC.MMsgHdr));
        var size = (nuint)(Capacity * (SlotLength + ControlMessages.Length + sizeof(LibC.IoVec))) + headers;
        _memory = (byte*)NativeMemory.AlignedAlloc(size, 64);
        NativeMemory.Clear(_memory, size);
        var controls = _memory + (Capacity * SlotLength);
        _headers = (LibC.MMsgHdr*)(controls + (Capacity * ControlMessages.Length));
        var vectors = (LibC.IoVec*)((byte*)_headers + headers);
        for (var i = 0; i < Capacity; i++)
        {
            vectors[i] = new LibC.IoVec { Base = _memory + (i * SlotLength), Length = SlotLength };
            _headers[i].Header = new LibC.MsgHdr { Vectors = vectors + i, VectorCount = 1, Control = controls + (i * ControlMessages.Length) };
        }
    }

    /// <summary>How many came; 0: none waits.</summary>
    public int Receive(PeerSocket socket)
    {
        for (var i = 0; i < Capacity; i++)
            _headers[i].Header.ControlLength = ControlMessages.Length;
        return Math.Max(0, LibC.RecvMMsg(socket.Fd, _headers, Capacity, LibC.MsgDontwait, null));
    }

    public Span<byte> Datagram(int index) => new(_memory + (index * SlotLength), (int)_headers[index].Length);

    public ControlMessages Beside(int index) =>
        ControlMessages.Read(new ReadOnlySpan<byte>(_headers[index].Header.Control, (int)_headers[index].Header.ControlLength));

    public void Dispose()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }
}
