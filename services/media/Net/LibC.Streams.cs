using System.Runtime.InteropServices;

namespace Meet.Media.Net;

/// <summary>What TCP needs besides.</summary>
internal static unsafe partial class LibC
{
    public const int SockStream = 1;
    public const int SoReuseAddr = 2;
    public const int SoLinger = 13;
    public const int IpProtoTcp = 6;
    public const int IpProtoIpv6 = 41;
    public const int Ipv6V6Only = 26;
    public const int TcpNoDelay = 1;
    public const int TcpUserTimeout = 18;
    public const int TcpNotSentLowat = 25;
    public const int MsgNoSignal = 0x4000;
    public const int EpollCloexec = 0x80000;
    public const int EpollCtlAdd = 1;
    public const uint EpollIn = 1;

    [LibraryImport("libc", EntryPoint = "listen", SetLastError = true)]
    public static partial int Listen(int fd, int backlog);

    [LibraryImport("libc", EntryPoint = "accept4", SetLastError = true)]
    public static partial int Accept4(int fd, byte* address, uint* length, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    public static partial nint Recv(int fd, byte* buffer, nuint count, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int fd, byte* buffer, nuint count, int flags);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int EpollCtl(int epoll, int operation, int fd, byte* happening);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int EpollWait(int epoll, byte* happenings, int count, int milliseconds);
}
