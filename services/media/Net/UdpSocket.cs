using System.ComponentModel;
using System.Runtime.InteropServices;
using Meet.Rtc.Stun;

namespace Meet.Media.Net;

/// <summary>One worker's UDP socket: not blocking, with large kernel buffers, used by one thread.</summary>
internal sealed unsafe class UdpSocket : IDisposable
{
    // A 1080p keyframe to 100 subscribers is about 12 MB at once; the kernel's limits (net.core.*mem_max) decide what we get,
    // unless the process may go beyond them (CAP_NET_ADMIN).
    private const int KernelBuffer = 8 * 1024 * 1024;

    private UdpSocket(int fd, TransportAddress address) => (Fd, Address) = (fd, address);

    public int Fd { get; private set; }

    /// <summary>Where it is bound, with the port the kernel chose if none was asked for.</summary>
    public TransportAddress Address { get; }

    /// <summary>Whether this kernel can cut one send into several datagrams (UDP GSO).</summary>
    public bool CanSegment => Option(LibC.SolUdp, LibC.UdpSegment) is not null;

    /// <summary>Whether the kernel may send in fragments what is longer than a path takes.</summary>
    public bool Fragments => Option(MtuDiscover.Level, MtuDiscover.Name) != LibC.PmtuDiscProbe;

    private (int Level, int Name) MtuDiscover =>
        Address.IsV6 ? (LibC.IpProtoIpv6, LibC.Ipv6MtuDiscover) : (LibC.SolIp, LibC.IpMtuDiscover);

    /// <exception cref="Win32Exception">The address is taken or not this machine's.</exception>
    public static UdpSocket Bind(in TransportAddress address)
    {
        var family = address.IsV6 ? LibC.AfInet6 : LibC.AfInet;
        var fd = LibC.Socket(family, LibC.SockDgram | LibC.SockNonblock | LibC.SockCloexec, 0);
        if (fd < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        // Its own family only: the same port of the other is another socket's.
        var yes = 1;
        if (address.IsV6)
            _ = LibC.SetSockOpt(fd, LibC.IpProtoIpv6, LibC.Ipv6V6Only, &yes, sizeof(int));
        var size = KernelBuffer;
        if (LibC.SetSockOpt(fd, LibC.SolSocket, LibC.SoRcvbufForce, &size, sizeof(int)) != 0)
            _ = LibC.SetSockOpt(fd, LibC.SolSocket, LibC.SoRcvbuf, &size, sizeof(int));
        if (LibC.SetSockOpt(fd, LibC.SolSocket, LibC.SoSndbufForce, &size, sizeof(int)) != 0)
            _ = LibC.SetSockOpt(fd, LibC.SolSocket, LibC.SoSndbuf, &size, sizeof(int));
        var name = stackalloc byte[SocketAddress.MaxLength];
        var length = SocketAddress.Write(new Span<byte>(name, SocketAddress.MaxLength), address);
        if (LibC.Bind(fd, name, length) != 0 || LibC.GetSockName(fd, name, &length) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            _ = LibC.Close(fd);
            throw new Win32Exception(error, $"UDP {address} cannot be bound.");
        }

        var socket = new UdpSocket(fd, SocketAddress.Read(new ReadOnlySpan<byte>(name, SocketAddress.MaxLength)));
        socket.DontFragment();
        return socket;
    }

    public void Dispose()
    {
        if (Fd >= 0)
            _ = LibC.Close(Fd);
        Fd = -1;
    }

    // What is too long for a path is lost whole, as with IPv6, instead of in fragments that firewalls drop (RFC 8085, 3.2); senders of
    // WebRTC stay under 1280 bytes. And the kernel, which then needs no identification for fragments (RFC 6864), is 3 to 10 % faster.
    // PROBE and not DO: an ICMP message, which anybody may forge, does not lower what we send.
    private void DontFragment()
    {
        var probe = LibC.PmtuDiscProbe;
        _ = LibC.SetSockOpt(Fd, MtuDiscover.Level, MtuDiscover.Name, &probe, sizeof(int));
    }

    private int? Option(int level, int name)
    {
        int value;
        uint length = sizeof(int);
        return LibC.GetSockOpt(Fd, level, name, &value, &length) == 0 ? value : null;
    }
}
