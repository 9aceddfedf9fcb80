using System.Runtime.InteropServices;
using Meet.Rtc.Stun;

namespace Meet.Media.Net;

/// <summary>
/// Messages for one socket, given to the kernel by one call. A run to one destination of one length, of which the last may be shorter,
/// goes as one segmented send (UDP GSO, Linux 4.18): the kernel walks its stack once for all of them. The writer keeps datagrams for
/// one destination together and need not know.
/// </summary>
internal sealed unsafe class SendQueue : IDisposable
{
    // A message's payload is at most 65507 bytes, segments included; older kernels take 64 segments.
    private const int MaxRun = 64_000;

    // After so many refusals (a driver without checksum offload, a path with small packets) it is not worth trying.
    private const int MaxRefusals = 100;

    private readonly UdpSocket _socket;
    private readonly LibC.MMsgHdr* _messages;
    private readonly LibC.SegmentControl* _controls;
    private byte* _memory;
    private int _count;
    private int _runLength;
    private bool _runIsOpen;
    private TransportAddress _runTo;
    private int _refusalsLeft;

    /// <param name="capacity">How many datagrams may wait.</param>
    /// <param name="segments">Whether to try segmented sends where the kernel has them.</param>
    public SendQueue(UdpSocket socket, int capacity, bool segments)
    {
        _socket = socket;
        _refusalsLeft = segments && socket.CanSegment ? MaxRefusals : 0;
        var size = (nuint)(capacity * (sizeof(LibC.MMsgHdr) + LibC.SegmentControl.Size + 32));
        _memory = (byte*)NativeMemory.AlignedAlloc(size, 64);
        NativeMemory.Clear(_memory, size);
        _messages = (LibC.MMsgHdr*)_memory;
        _controls = (LibC.SegmentControl*)(_messages + capacity);
        var names = (byte*)(_controls + capacity);
        for (var i = 0; i < capacity; i++)
        {
            _controls[i] = LibC.SegmentControl.Create();
            _messages[i].Header.Name = names + (i * 32);
        }
    }

    public bool IsV6 => _socket.Address.IsV6;

    public long Sent { get; private set; }

    public long Dropped { get; private set; }

    public long Messages { get; private set; }

    /// <param name="datagram">Stays where it is until <see cref="Flush"/>.</param>
    public void Add(LibC.IoVec* datagram, in TransportAddress destination)
    {
        if (!TryExtend(datagram, destination))
            Begin(datagram, destination);
    }

    public void Flush()
    {
        var done = 0;
        while (done < _count)
        {
            var sent = LibC.SendMMsg(_socket.Fd, _messages + done, (uint)(_count - done), LibC.MsgDontwait);
            if (sent > 0)
            {
                for (var last = done + sent; done < last; done++)
                    Sent += (long)_messages[done].Header.VectorCount;
                continue;
            }

            var error = Marshal.GetLastPInvokeError();
            if (error == LibC.Eintr)
                continue;
            if (error == LibC.Eagain)
            {
                // The buffer is full: all that is left would meet the same.
                for (; done < _count; done++)
                    Dropped += (long)_messages[done].Header.VectorCount;
            }
            else
            {
                // This concerns one destination only, or it is the segmenting that is refused.
                Singly(_messages[done++].Header);
            }
        }

        Messages += _count;
        (_count, _runIsOpen) = (0, false);
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }

    /// <summary>Adds the datagram to the message before it: right behind it, same way, same length, or the shorter one that ends a run.</summary>
    private bool TryExtend(LibC.IoVec* datagram, in TransportAddress destination)
    {
        if (!_runIsOpen || destination != _runTo)
            return false;
        ref var header = ref _messages[_count - 1].Header;
        var control = _controls + (_count - 1);
        var segment = header.VectorCount == 1 ? header.Vectors->Length : control->Length;
        var length = (int)datagram->Length;
        if (datagram->Length > segment || _runLength + length > MaxRun || header.Vectors + header.VectorCount != datagram)
            return false;
        header.VectorCount++;
        header.Control = (byte*)control;
        header.ControlLength = LibC.SegmentControl.Size;
        control->Length = (ushort)segment;
        _runLength += length;
        _runIsOpen = datagram->Length == segment;
        return true;
    }

    private void Begin(LibC.IoVec* datagram, in TransportAddress destination)
    {
        ref var header = ref _messages[_count++].Header;
        header.NameLength = SocketAddress.Write(new Span<byte>(header.Name, SocketAddress.MaxLength), destination);
        header.Vectors = datagram;
        header.VectorCount = 1;
        header.Control = null;
        header.ControlLength = 0;
        (_runTo, _runLength, _runIsOpen) = (destination, (int)datagram->Length, _refusalsLeft > 0);
    }

    private void Singly(in LibC.MsgHdr run)
    {
        if (run.VectorCount == 1)
        {
            Dropped++;
            return;
        }

        var before = Sent;
        for (nuint i = 0; i < run.VectorCount; i++)
        {
            var single = new LibC.MMsgHdr
            {
                Header = new LibC.MsgHdr { Name = run.Name, NameLength = run.NameLength, Vectors = run.Vectors + i, VectorCount = 1 },
            };
            if (LibC.SendMMsg(_socket.Fd, &single, 1, LibC.MsgDontwait) == 1)
                Sent++;
            else
                Dropped++;
        }

        // Where none goes either, it is the way that is closed, or they are too long for it: nothing to say about runs.
        if (Sent > before)
            _refusalsLeft--;
    }
}
