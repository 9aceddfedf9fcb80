using System.ComponentModel;
using System.Runtime.InteropServices;
using Meet.Load.Linux;
using Meet.Media.Net;
using Meet.Rtc.Stun;

namespace Meet.Load.Net;

/// <summary>
/// One UDP socket for all peers: each has a loopback address of its own, so that a node sees as many remote addresses as there are
/// people, and one call receives for all of them.
/// </summary>
internal sealed unsafe class PeerSocket : IDisposable
{
    /// <summary>127.20.0.0, the first peer's; the others' follow.</summary>
    public const uint FirstAddress = 0x7F140000;

    /// <summary>Bytes. A generator whose processor is taken away for a tenth of a second shall not be what loses packets.</summary>
    private const int KernelBuffer = 64 * 1024 * 1024;

    private PeerSocket(int fd, ushort port) => (Fd, Port) = (fd, port);

    public int Fd { get; private set; }

    public ushort Port { get; }

    /// <exception cref="Win32Exception">The kernel gives none.</exception>
    public static PeerSocket Open()
    {
        var fd = LibC.Socket(LibC.AfInet, LibC.SockDgram | LibC.SockNonblock | LibC.SockCloexec, 0);
        if (fd < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        // Of all addresses only loopback's are meant; where a kernel does not let us say so, others' datagrams are passed over.
        var loopback = 0x6F6C; // "lo"
        _ = LibC.SetSockOpt(fd, LibC.SolSocket, Kernel.SoBindToDevice, &loopback, sizeof(int));
        Switch(fd, 0, Kernel.IpPktInfo, 1);
        Switch(fd, LibC.SolSocket, Kernel.SoTimestampNs, 1);
        Switch(fd, LibC.SolSocket, Kernel.SoRxqOvfl, 1);
        foreach (var (forced, usual) in ((int, int)[])[(LibC.SoRcvbufForce, LibC.SoRcvbuf), (LibC.SoSndbufForce, LibC.SoSndbuf)])
        {
            if (!Switch(fd, LibC.SolSocket, forced, KernelBuffer))
                Switch(fd, LibC.SolSocket, usual, KernelBuffer);
        }

        var name = stackalloc byte[SocketAddress.MaxLength];
        var length = SocketAddress.Write(new Span<byte>(name, SocketAddress.MaxLength), TransportAddress.V4(0, 0));
        if (LibC.Bind(fd, name, length) == 0 && LibC.GetSockName(fd, name, &length) == 0)
            return new PeerSocket(fd, SocketAddress.Read(new ReadOnlySpan<byte>(name, SocketAddress.MaxLength)).Port);
        var error = Marshal.GetLastPInvokeError();
        _ = LibC.Close(fd);
        throw new Win32Exception(error);
    }

    public void Dispose()
    {
        if (Fd >= 0)
            _ = LibC.Close(Fd);
        Fd = -1;
    }

    private static bool Switch(int fd, int level, int name, int value) => LibC.SetSockOpt(fd, level, name, &value, sizeof(int)) == 0;
}
