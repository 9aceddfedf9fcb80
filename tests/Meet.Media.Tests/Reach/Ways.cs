using System.Net;
using System.Net.Sockets;
using Meet.Testing.People;

namespace Meet.Media.Tests.Reach;

public enum Way { Udp, UdpV6, Tcp, TcpV6 }

/// <summary>The ways by which browsers reach a node.</summary>
internal static class Ways
{
    private const string BothFamilies = "127.0.0.1,::1";

    private static readonly Lazy<bool> HasV6 = new(() =>
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    });

    /// <summary>What a node is told to announce and to listen on.</summary>
    public static string Addresses => HasV6.Value ? BothFamilies : "127.0.0.1";

    public static PeerPath Open(Way way) => way switch
    {
        Way.Udp => new UdpPath(),
        Way.UdpV6 => new UdpPath(IPAddress.IPv6Loopback),
        Way.Tcp => new TcpPath(),
        _ => new TcpPath(IPAddress.IPv6Loopback),
    };

    /// <summary>Until the listener hears the speaker, who goes on speaking meanwhile: what is said while a way changes may be lost.</summary>
    /// <param name="from">The first sequence number.</param>
    public static async Task HearsAsync(RtcPeer listener, RtcPeer speaker, ushort from)
    {
        var heard = listener.NextRtpAsync(listener.SsrcOf(2));
        for (var sequence = from; !heard.IsCompleted; sequence++)
        {
            speaker.SendAudio(sequence, sequence);
            await Task.WhenAny(heard, Task.Delay(20));
        }

        await heard;
    }

    /// <summary>A container or a kernel may be without IPv6: what needs it cannot be tested there.</summary>
    public static void Need(params Way[] ways) => Assert.SkipUnless(
        HasV6.Value || !ways.Any(way => way is Way.UdpV6 or Way.TcpV6), "This machine has no IPv6: ::1 cannot be bound.");
}
