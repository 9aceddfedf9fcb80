using System.Net;
using System.Net.Sockets;
using Meet.Rtc.Ice;
using Meet.Rtc.Stun;

namespace Meet.Media.Net;

/// <summary>What browsers are told of a worker.</summary>
internal static class Announcement
{
    /// <summary>A UDP candidate for each announced address and then, in the same order, the TCP ones: an address with the port of what listens in its family.</summary>
    public static IReadOnlyList<IceCandidate> Of(
        IReadOnlyList<IPAddress> announced, IReadOnlyList<TransportAddress> udp, IReadOnlyList<TransportAddress> tcp) =>
        [.. Candidates(announced, udp, IceTransport.Udp), .. Candidates(announced, tcp, IceTransport.TcpPassive)];

    private static IEnumerable<IceCandidate> Candidates(
        IReadOnlyList<IPAddress> announced, IReadOnlyList<TransportAddress> listening, IceTransport transport) =>
        from address in announced
        from socket in listening
        where socket.IsV6 == (address.AddressFamily == AddressFamily.InterNetworkV6)
        select new IceCandidate(TransportAddress.From(new IPEndPoint(address, socket.Port)), transport);
}
