using System.ComponentModel;
using System.Runtime.InteropServices;
using Meet.Media.Net;
using Meet.Rtc.Stun;

namespace Meet.Media.Streams;

/// <summary>A TCP port where peers may connect. Not blocking; used by one thread.</summary>
internal sealed unsafe class ListenSocket : IDisposable
{
    private const int Backlog = 512;

    // Bytes that may wait unsent in the kernel: half a second at 1 Mbit/s.
    private const int Unsent = 64 * 1024;

    // RFC 7675's 30 s, in milliseconds: what is not acknowledged by then never will be.
    private const int UserTimeout = 30_000;

    private ListenSocket(int fd, TransportAddress address) => (Fd, Address) = (fd, address);

    public int Fd { get; private set; }

    /// <summary>Where it is bound, with the port the kernel chose if none was asked for.</summary>
    public TransportAddress Address { get; }

    /// <exception cref="Win32Exception">The address is taken or not this machine's.</exception>
    public static ListenSocket Bind(in TransportAddress address)
    {
        var fd = LibC.Socket(
            address.IsV6 ? LibC.AfInet6 : LibC.AfInet, LibC.SockStream | LibC.SockNonblock | LibC.SockCloexec, 0);
        if (fd < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        if (address.IsV6)
            Set(fd, LibC.IpProtoIpv6, LibC.Ipv6V6Only, 1);
        // A node that starts again does not wait for the ends of its old connections.
        Set(fd, LibC.SolSocket, LibC.SoReuseAddr, 1);
        var name = stackalloc byte[SocketAddress.MaxLength];
        var length = SocketAddress.Write(new Span<byte>(name, SocketAddress.MaxLength), address);
        if (LibC.Bind(fd, name, length) != 0 || LibC.Listen(fd, Backlog) != 0 || LibC.GetSockName(fd, name, &length) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            _ = LibC.Close(fd);
            throw new Win32Exception(error, $"TCP {address} cannot be bound.");
        }

        return new ListenSocket(fd, SocketAddress.Read(new ReadOnlySpan<byte>(name, SocketAddress.MaxLength)));
    }

    /// <summary>The next connection, not blocking; negative if none waits.</summary>
    public int Accept(out TransportAddress from)
    {
        var name = stackalloc byte[SocketAddress.MaxLength];
        uint length = SocketAddress.MaxLength;
        var fd = LibC.Accept4(Fd, name, &length, LibC.SockNonblock | LibC.SockCloexec);
        from = fd < 0 ? default : SocketAddress.Read(new ReadOnlySpan<byte>(name, SocketAddress.MaxLength));
        if (fd < 0)
            return fd;
        Set(fd, LibC.IpProtoTcp, LibC.TcpNoDelay, 1);
        Set(fd, LibC.IpProtoTcp, LibC.TcpNotSentLowat, Unsent);
        Set(fd, LibC.IpProtoTcp, LibC.TcpUserTimeout, UserTimeout);
        return fd;
    }

    /// <summary>Ends a connection by a reset, which leaves nothing behind here.</summary>
    public static void Reset(int fd)
    {
        var linger = stackalloc int[] { 1, 0 };
        _ = LibC.SetSockOpt(fd, LibC.SolSocket, LibC.SoLinger, linger, 2 * sizeof(int));
        _ = LibC.Close(fd);
    }

    public void Dispose()
    {
        if (Fd >= 0)
            _ = LibC.Close(Fd);
        Fd = -1;
    }

    private static void Set(int fd, int level, int name, int value) => _ = LibC.SetSockOpt(fd, level, name, &value, sizeof(int));
}
