using System.ComponentModel;
using System.Runtime.InteropServices;
using Meet.Media.Net;

namespace Meet.Media.Streams;

/// <summary>Which of many connections have something to read: asked at a cost that does not grow with those that have nothing.</summary>
internal sealed unsafe class Epoll : IDisposable
{
    private const int Batch = 64;

    // struct epoll_event is packed on x86-64 only: epoll(7).
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int EventLength = DataOffset + sizeof(ulong);

    public Epoll()
    {
        Fd = LibC.EpollCreate(LibC.EpollCloexec);
        if (Fd < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>Can be waited for itself: it is readable while any of its connections is.</summary>
    public int Fd { get; private set; }

    /// <summary>A socket leaves by being closed.</summary>
    /// <param name="number">What <see cref="Ready"/> calls it.</param>
    public void Add(int socket, uint number)
    {
        var happening = stackalloc byte[16];
        *(uint*)happening = LibC.EpollIn;
        *(ulong*)(happening + DataOffset) = number;
        _ = LibC.EpollCtl(Fd, LibC.EpollCtlAdd, socket, happening);
    }

    /// <summary>The numbers of up to 64 sockets that can be read or have ended; their count. Does not wait.</summary>
    public int Ready(Span<uint> numbers)
    {
        var happenings = stackalloc byte[Batch * 16];
        var count = LibC.EpollWait(Fd, happenings, Math.Min(Batch, numbers.Length), 0);
        for (var i = 0; i < count; i++)
            numbers[i] = (uint)*(ulong*)(happenings + (i * EventLength) + DataOffset);
        return Math.Max(count, 0);
    }

    public void Dispose()
    {
        if (Fd >= 0)
            _ = LibC.Close(Fd);
        Fd = -1;
    }
}
