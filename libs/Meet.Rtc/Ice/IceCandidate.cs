using System.Globalization;
using System.Text;
using Meet.Rtc.Stun;

namespace Meet.Rtc.Ice;

/// <summary>How a candidate is reached: over TCP the peer connects (RFC 6544 section 4.5, "passive").</summary>
public enum IceTransport
{
    Udp,
    TcpPassive,
}

/// <summary>A host candidate of this side (RFC 8445 section 5.1.1.1).</summary>
public readonly record struct IceCandidate(TransportAddress Address, IceTransport Transport = IceTransport.Udp)
{
    // RFC 6544 section 4.2: every TCP candidate below every UDP one; this is what browsers give theirs.
    private const uint UdpHost = 126;
    private const uint TcpHost = 90;

    // The same section: a passive candidate's direction.
    private const uint Passive = 4;

    /// <summary>RFC 8445 section 5.1.2.1, for component 1.</summary>
    /// <param name="place">Among the candidates, the preferred one first; below 8192.</param>
    public uint Priority(int place) => Transport == IceTransport.Udp
        ? (UdpHost << 24) | ((65535u - (uint)place) << 8) | 255
        : (TcpHost << 24) | (((Passive << 13) | (8191u - (uint)place)) << 8) | 255;

    public override string ToString() => $"{(Transport == IceTransport.Udp ? "udp" : "tcp")} {Address}";

    /// <summary>The candidates as lines of a description (RFC 8839 section 5.1), and that there are no more.</summary>
    public static string Lines(IReadOnlyList<IceCandidate> candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        var text = new StringBuilder();
        for (var i = 0; i < candidates.Count; i++)
        {
            var endPoint = candidates[i].Address.ToIPEndPoint();
            var (protocol, ending) = candidates[i].Transport == IceTransport.Udp ? ("udp", "") : ("tcp", " tcptype passive");
            text.Append(
                CultureInfo.InvariantCulture,
                $"a=candidate:{i + 1} 1 {protocol} {candidates[i].Priority(i)} {endPoint.Address} {endPoint.Port} typ host{ending}\r\n");
        }

        return text.Append("a=end-of-candidates\r\n").ToString();
    }
}
