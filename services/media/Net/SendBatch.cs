using System.Runtime.InteropServices;
using Meet.Rtc.Stun;

namespace Meet.Media.Net;

/// <summary>
/// Datagrams written straight into native memory and given to the kernel 64 at a time. A run to one destination of one length, of
/// which the last may be shorter, goes as one segmented send (UDP GSO, Linux 4.18): the kernel walks its stack once for all of
/// them. The writer keeps datagrams for one destination together and need not know.
/// </summary>
internal sealed unsafe class SendBatch : IDisposable
{
    public const int Capacity = 64;
    public const int SlotLength = 2048;

    // A message's payload is at most 65507 bytes, segments included; older kernels take 64 segments.
    private const int MaxRun = 64_000;

    // After so many refusals (a driver without checksum offload, a path with small packets) it is not worth trying.
    private const int MaxRefusals = 100;

    private readonly UdpSocket _socket;
    private readonly byte* _names;
    private readonly LibC.MMsgHdr* _messages;
    private readonly LibC.IoVec* _vectors;
    private readonly LibC.SegmentControl* _controls;
    private byte* _memory;
    private int _count;
    private int _messageCount;
    private int _runLength;
    private bool _runIsOpen;
    private TransportAddress _runTo;
    private int _refusalsLeft;

    /// <param name="segments">Whether to try segmented sends where the kernel has them.</param>
    public SendBatch(UdpSocket socket, bool segments = true)
    {
        _socket = socket;
        _refusalsLeft = segments && socket.CanSegment ? MaxRefusals : 0;
        var headers = (nuint)(Capacity * sizeof(LibC.MMsgHdr));
        var controls = (nuint)(Capacity * sizeof(LibC.SegmentControl));
        var size = (Capacity * (SlotLength + 32)) + headers + controls + (nuint)(Capacity * sizeof(LibC.IoVec));
        _memory = (byte*)NativeMemory.AlignedAlloc(size, 64);
        NativeMemory.Clear(_memory, size);
        _names = _memory + (Capacity * SlotLength);
        _messages = (LibC.MMsgHdr*)(_names + (Capacity * 32));
        _controls = (LibC.SegmentControl*)((byte*)_messages + headers);
        _vectors = (LibC.IoVec*)((byte*)_controls + controls);
        for (var i = 0; i < Capacity; i++)
        {
            _vectors[i].Base = _memory + (i * SlotLength);
            _controls[i] = LibC.SegmentControl.Create();
            _messages[i].Header.Name = _names + (i * 32);
        }
    }

    /// <summary>Given to the kernel since the start.</summary>
    public long Sent { get; private set; }

    /// <summary>Not taken by the kernel, whose buffer was full: lost, as on any network.</summary>
    public long Dropped { get; private set; }

    /// <summary>How many messages these were: as many as datagrams where no two could share one.</summary>
    public long Messages { get; private set; }

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
        if (!TryExtend(length, destination))
            Begin(length, destination);
        _count++;
    }

    public void Flush()
    {
        var done = 0;
        while (done < _messageCount)
        {
            var sent = LibC.SendMMsg(_socket.Fd, _messages + done, (uint)(_messageCount - done), LibC.MsgDontwait);
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
                for (; done < _messageCount; done++)
                    Dropped += (long)_messages[done].Header.VectorCount;
            }
            else
            {
                // This concerns one destination only, or it is the segmenting that is refused.
                Singly(_messages[done++].Header);
            }
        }

        Messages += _messageCount;
        (_count, _messageCount, _runIsOpen) = (0, 0, false);
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }

    /// <summary>Adds the datagram to the message before it: same way, same length, or the shorter one that ends a run.</summary>
    private bool TryExtend(int length, in TransportAddress destination)
    {
        if (!_runIsOpen || destination != _runTo)
            return false;
        ref var header = ref _messages[_messageCount - 1].Header;
        var control = _controls + (_messageCount - 1);
        var segment = header.VectorCount == 1 ? (int)header.Vectors->Length : control->Length;
        if (length > segment || _runLength + length > MaxRun)
            return false;
        header.VectorCount++;
        header.Control = (byte*)control;
        header.ControlLength = LibC.SegmentControl.Size;
        control->Length = (ushort)segment;
        _runLength += length;
        _runIsOpen = length == segment;
        return true;
    }

    private void Begin(int length, in TransportAddress destination)
    {
        ref var header = ref _messages[_messageCount].Header;
        header.NameLength = SocketAddress.Write(new Span<byte>(header.Name, SocketAddress.MaxLength), destination);
        header.Vectors = _vectors + _count;
        header.VectorCount = 1;
        header.Control = null;
        header.ControlLength = 0;
        _messageCount++;
        (_runTo, _runLength, _runIsOpen) = (destination, length, _refusalsLeft > 0);
    }

    private void Singly(in LibC.MsgHdr run)
    {
        if (run.VectorCount == 1)
        {
            Dropped++;
            return;
        }

        _refusalsLeft--;
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
    }
}
