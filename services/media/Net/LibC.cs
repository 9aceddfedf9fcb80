using System.Runtime.InteropServices;

namespace Meet.Media.Net;

/// <summary>The system calls of the packet loop, in the layout of Linux on 64 bits.</summary>
internal static unsafe partial class LibC
{
    public const int AfInet = 2;
    public const int AfInet6 = 10;
    public const int SockDgram = 2;
    public const int SockNonblock = 0x800;
    public const int SockCloexec = 0x80000;
    public const int SolSocket = 1;
    public const int SoSndbuf = 7;
    public const int SoRcvbuf = 8;
    public const int SoSndbufForce = 32;
    public const int SoRcvbufForce = 33;
    public const int SolUdp = 17;
    public const int SolIp = 0;
    public const int IpMtuDiscover = 10;
    public const int Ipv6MtuDiscover = 23;
    public const int PmtuDiscProbe = 3;
    public const int UdpSegment = 103;
    public const int MsgDontwait = 0x40;
    public const int MsgTrunc = 0x20;
    public const short PollIn = 1;
    public const int EfdNonblock = 0x800;
    public const int EfdCloexec = 0x80000;
    public const int ClockThreadCpuTime = 3;
    public const int Eintr = 4;
    public const int Eagain = 11;

    [StructLayout(LayoutKind.Sequential)]
    public struct IoVec
    {
        public byte* Base;
        public nuint Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct MsgHdr
    {
        public byte* Name;
        public uint NameLength;
        public IoVec* Vectors;
        public nuint VectorCount;
        public byte* Control;
        public nuint ControlLength;
        public int Flags;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct MMsgHdr
    {
        public MsgHdr Header;
        public uint Length;
    }

    /// <summary>A control message that cuts a payload into datagrams of one length (udp(7), UDP_SEGMENT).</summary>
    [StructLayout(LayoutKind.Sequential, Size = Size)]
    public struct SegmentControl
    {
        /// <summary>CMSG_SPACE(2).</summary>
        public const int Size = 24;

        private nuint _length;
        private int _level;
        private int _type;

        /// <summary>Bytes of each datagram; the last may have fewer.</summary>
        public ushort Length;

        public static SegmentControl Create() => new() { _length = 18, _level = SolUdp, _type = UdpSegment }; // CMSG_LEN(2)
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct PollFd
    {
        public int Fd;
        public short Events;
        public short Returned;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(int fd, byte* address, uint length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetSockOpt(int fd, int level, int name, int* value, uint length);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    public static partial int GetSockOpt(int fd, int level, int name, int* value, uint* length);

    [LibraryImport("libc", EntryPoint = "getsockname", SetLastError = true)]
    public static partial int GetSockName(int fd, byte* address, uint* length);

    [LibraryImport("libc", EntryPoint = "recvmmsg", SetLastError = true)]
    public static partial int RecvMMsg(int fd, MMsgHdr* messages, uint count, int flags, TimeSpec* timeout);

    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    public static partial int SendMMsg(int fd, MMsgHdr* messages, uint count, int flags);

    [LibraryImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    public static partial int PPoll(PollFd* fds, nuint count, TimeSpec* timeout, void* signals);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventFd(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int fd, void* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int fd, void* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int fd);

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    public static partial int ClockGetTime(int clock, TimeSpec* time);

    /// <summary>CPU time that the calling thread has used, in its own code and in the kernel's (clock_gettime(2), CLOCK_THREAD_CPUTIME_ID).</summary>
    public static long ThreadCpuNanoseconds()
    {
        TimeSpec used;
        return ClockGetTime(ClockThreadCpuTime, &used) == 0 ? used.Seconds * 1_000_000_000 + used.Nanoseconds : 0;
    }
}
