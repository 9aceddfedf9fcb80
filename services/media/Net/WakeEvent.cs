using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Meet.Media.Net;

/// <summary>An eventfd: lets other threads end one thread's wait for its sockets.</summary>
internal sealed unsafe class WakeEvent : IDisposable
{
    /// <summary>How many sockets can be waited for at once.</summary>
    public const int MaxSockets = 512;

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

    /// <summary>Waits until one of the sockets can be read, for <see cref="Set"/>, or for the time to pass.</summary>
    /// <param name="sockets">At most <see cref="MaxSockets"/>; none to sleep through what arrives.</param>
    /// <param name="ready">Set to whether each of them can be read, or has ended.</param>
    /// <param name="microseconds">Negative: as long as it takes.</param>
    public void Wait(ReadOnlySpan<int> sockets, Span<bool> ready, long microseconds)
    {
        var fds = stackalloc LibC.PollFd[sockets.Length + 1];
        fds[0] = new LibC.PollFd { Fd = _fd, Events = LibC.PollIn };
        for (var i = 0; i < sockets.Length; i++)
            fds[i + 1] = new LibC.PollFd { Fd = sockets[i], Events = LibC.PollIn };
        var timeout = new LibC.TimeSpec { Seconds = microseconds / 1_000_000, Nanoseconds = microseconds % 1_000_000 * 1000 };
        var any = LibC.PPoll(fds, (nuint)sockets.Length + 1, microseconds < 0 ? null : &timeout, null) > 0;
        for (var i = 0; i < sockets.Length; i++)
            ready[i] = any && fds[i + 1].Returned != 0;
        if (!any || fds[0].Returned == 0)
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
