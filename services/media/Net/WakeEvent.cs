using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Meet.Media.Net;

/// <summary>An eventfd: lets other threads end a worker's wait for packets.</summary>
internal sealed unsafe class WakeEvent : IDisposable
{
    private int _fd = LibC.EventFd(0, LibC.EfdNonblock | LibC.EfdCloexec);

    public WakeEvent()
    {
        if (_fd < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>Wakes the waiter now, or at its next wait. Any thread.</summary>
    public void Set()
    {
        var one = 1ul;
        _ = LibC.Write(_fd, &one, sizeof(ulong));
    }

    /// <summary>Waits for a datagram, for <see cref="Set"/>, or for the time to pass. True if a datagram may wait.</summary>
    public bool Wait(UdpSocket socket, long milliseconds)
    {
        var fds = stackalloc LibC.PollFd[2];
        fds[0] = new LibC.PollFd { Fd = socket.Fd, Events = LibC.PollIn };
        fds[1] = new LibC.PollFd { Fd = _fd, Events = LibC.PollIn };
        var timeout = new LibC.TimeSpec { Seconds = milliseconds / 1000, Nanoseconds = milliseconds % 1000 * 1_000_000 };
        if (LibC.PPoll(fds, 2, &timeout, null) <= 0)
            return false;
        if (fds[1].Returned != 0)
        {
            ulong count;
            _ = LibC.Read(_fd, &count, sizeof(ulong));
        }

        return fds[0].Returned != 0;
    }

    public void Dispose()
    {
        if (_fd >= 0)
            _ = LibC.Close(_fd);
        _fd = -1;
    }
}
