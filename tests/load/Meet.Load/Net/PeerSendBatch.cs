using System.Runtime.InteropServices;
using Meet.Media.Net;
using Meet.Rtc.Stun;

namespace Meet.Load.Net;

/// <summary>Datagrams of many peers, each from its own address, given to the kernel 32 at a time.</summary>
internal sealed unsafe class PeerSendBatch : IDisposable
{
    public const int SlotLength = 2048;
    private const int Capacity = 32;
    private const int NameLength = 16;

    private readonly PeerSocket _socket;
    private readonly LibC.MMsgHdr* _messages;
    private byte* _memory;
    private int _count;

    public PeerSendBatch(PeerSocket socket)
    {
        _socket = socket;
        var messages = (nuint)(Capacity * sizeof(LibC.MMsgHdr));
        var size = (nuint)(Capacity * (SlotLength + NameLength + FromAddress.Size + sizeof(LibC.IoVec))) + messages;
        _memory = (byte*)NativeMemory.AlignedAlloc(size, 64);
        NativeMemory.Clear(_memory, size);
        var names = _memory + (Capacity * SlotLength);
        var controls = names + (Capacity * NameLength);
        _messages = (LibC.MMsgHdr*)(controls + (Capacity * FromAddress.Size));
        var vectors = (LibC.IoVec*)((byte*)_messages + messages);
        for (var i = 0; i < Capacity; i++)
        {
            vectors[i].Base = _memory + (i * SlotLength);
            _messages[i].Header = new LibC.MsgHdr
            {
                Name = names + (i * NameLength),
                NameLength = NameLength,
                Vectors = vectors + i,
                VectorCount = 1,
                Control = controls + (i * FromAddress.Size),
                ControlLength = FromAddress.Size,
            };
        }
    }

    /// <summary>Not taken by the kernel.</summary>
    public long Failed { get; private set; }

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

    /// <param name="from">The peer's address as a number.</param>
    /// <param name="to">The node's, of IPv4.</param>
    public void Commit(int length, uint from, in TransportAddress to)
    {
        ref var header = ref _messages[_count++].Header;
        header.Vectors->Length = (nuint)length;
        SocketAddress.Write(new Span<byte>(header.Name, NameLength), to);
        *(FromAddress*)header.Control = FromAddress.Create(from);
    }

    public void Flush()
    {
        for (var done = 0; done < _count;)
        {
            var sent = LibC.SendMMsg(_socket.Fd, _messages + done, (uint)(_count - done), LibC.MsgDontwait);
            if (sent <= 0)
                Failed++;
            done += Math.Max(1, sent);
        }

        _count = 0;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }
}
