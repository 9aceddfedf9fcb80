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

    /// <summary>Waits for a datagram, for <see cref="Set"/>, or for the time to pass.</summary>
    /// <param name="socket">Null to sleep through datagrams.</param>
    public void Wait(UdpSocket? socket, long microseconds)
    {
        var fds = stackalloc LibC.PollFd[2];
        fds[0] = new LibC.PollFd { Fd = _fd, Events = LibC.PollIn };
        fds[1] = new LibC.PollFd { Fd = socket?.Fd ?? -1, Events = LibC.PollIn };
        var timeout = new LibC.TimeSpec { Seconds = microseconds / 1_000_000, Nanoseconds = microseconds % 1_000_000 * 1000 };
        if (LibC.PPoll(fds, socket is null ? 1u : 2u, &timeout, null) <= 0 || fds[0].Returned == 0)
            return;
        ulong count;
        _ = LibC.Read(_fd, &count, sizeof(ulong));
    }

    public void Dispose()
    {
        if (_fd >= 0)
            _ = LibC.Close(_fd);
        _fd = -1;
    }
}
