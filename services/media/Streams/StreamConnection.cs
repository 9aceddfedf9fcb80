using System.Runtime.InteropServices;
using Meet.Media.Net;
using Meet.Rtc.Framing;
using Meet.Rtc.Stun;

namespace Meet.Media.Streams;

internal enum StreamState
{
    /// <summary>All that has come was read.</summary>
    Idle,

    /// <summary>There may be more.</summary>
    More,

    /// <summary>The peer has closed it, it broke, or what comes is no sequence of packets.</summary>
    Over,
}

/// <summary>
/// One peer's TCP connection (RFC 6544) with its packets behind their lengths. It never waits: a peer that does not read has its
/// packets dropped, each as a whole, when 32 KiB are waiting here behind the 64 KiB that wait in the kernel.
/// </summary>
internal sealed unsafe class StreamConnection(int fd, TransportAddress address)
{
    private const int OutLength = 32 * 1024;
    private const int InLength = 4096;
    private const int MaxReads = 4;

    private readonly StreamFrames _in = new(ReceiveBatch.SlotLength, InLength);
    private readonly byte[] _out = new byte[OutLength];
    private int _waiting;
    private bool _isBroken;

    public TransportAddress Address => address;

    /// <summary>The kernel takes no more; for the table's use.</summary>
    public bool IsBlocked { get; set; }

    /// <summary>It stands in the queue of those to be read; for the table's use.</summary>
    public bool IsQueued { get; set; }

    /// <summary>It stands among those with something to write; for the table's use.</summary>
    public bool IsWriting { get; set; }

    public bool HasWaiting => _waiting > 0;

    public bool IsClosed { get; private set; }

    /// <summary>Puts packets that have come into slots before <paramref name="end"/>, beginning with <paramref name="slot"/>.</summary>
    public StreamState Receive(ReceiveBatch batch, ref int slot, int end)
    {
        for (var reads = 0; reads < MaxReads; reads++)
        {
            while (slot < end && _in.TryTake(out var frame))
            {
                if (frame.Length > 0)
                    batch.Put(slot++, frame, address);
            }

            if (_in.IsBroken)
                return StreamState.Over;
            if (slot == end)
                return StreamState.More;
            var free = _in.Free;
            nint length;
            fixed (byte* buffer = free)
                length = LibC.Recv(fd, buffer, (nuint)free.Length, LibC.MsgDontwait);
            if (length <= 0)
                return length < 0 && Marshal.GetLastPInvokeError() is LibC.Eagain or LibC.Eintr ? StreamState.Idle : StreamState.Over;
            _in.Advance((int)length);
        }

        return StreamState.More;
    }

    /// <summary>False: there was no room, and the packet is lost.</summary>
    public bool TryAppend(ReadOnlySpan<byte> packet)
    {
        var length = packet.Length + StreamFrames.HeaderLength;
        if (_waiting + length > OutLength && (IsBlocked || !TryFlush() || _waiting + length > OutLength))
            return false;
        StreamFrames.Write(_out.AsSpan(_waiting), packet);
        _waiting += length;
        return true;
    }

    /// <summary>Gives the kernel what waits, as far as it takes it. False: the connection is broken.</summary>
    public bool TryFlush()
    {
        if (_waiting == 0 || _isBroken)
            return !_isBroken;
        nint sent;
        fixed (byte* buffer = _out)
            sent = LibC.Send(fd, buffer, (nuint)_waiting, LibC.MsgDontwait | LibC.MsgNoSignal);
        if (sent < 0 && Marshal.GetLastPInvokeError() is not (LibC.Eagain or LibC.Eintr))
        {
            (_waiting, _isBroken) = (0, true);
            return false;
        }

        var left = _waiting - (int)Math.Max(sent, 0);
        _out.AsSpan(_waiting - left, left).CopyTo(_out);
        _waiting = left;
        IsBlocked = left > 0;
        return true;
    }

    /// <summary>With a last try to send what waits.</summary>
    public void Close()
    {
        if (IsClosed)
            return;
        IsClosed = true;
        TryFlush();
        _ = LibC.Close(fd);
    }
}
