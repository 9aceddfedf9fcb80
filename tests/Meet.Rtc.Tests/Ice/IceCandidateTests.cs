using System.Net;
using Meet.Rtc.Ice;
using Meet.Rtc.Stun;

namespace Meet.Rtc.Tests.Ice;

public sealed class IceCandidateTests
{
    private static readonly TransportAddress V4 = TransportAddress.V4(0xCB007107, 8120);
    private static readonly TransportAddress V6 = TransportAddress.From(new IPEndPoint(IPAddress.Parse("2001:db8::7"), 8120));

    [Fact]
    public void Candidates_are_written_in_both_families_and_both_protocols()
    {
        IceCandidate.Lines([new(V4), new(V6), new(V4, IceTransport.TcpPassive), new(V6, IceTransport.TcpPassive)]).ShouldBe(
            "a=candidate:1 1 udp 2130706431 203.0.113.7 8120 typ host\r\n" +
            "a=candidate:2 1 udp 2130706175 2001:db8::7 8120 typ host\r\n" +
            "a=candidate:3 1 tcp 1520434687 203.0.113.7 8120 typ host tcptype passive\r\n" +
            "a=candidate:4 1 tcp 1520434431 2001:db8::7 8120 typ host tcptype passive\r\n" +
            "a=end-of-candidates\r\n");
    }

    [Fact]
    public void Every_udp_candidate_is_preferred_to_every_tcp_one()
    {
        new IceCandidate(V4).Priority(63).ShouldBeGreaterThan(new IceCandidate(V4, IceTransport.TcpPassive).Priority(0));
    }

    [Fact]
    public void The_same_port_over_another_connection_is_another_address()
    {
        var first = V6.Over(1);

        first.ShouldNotBe(V6);
        first.ShouldNotBe(V6.Over(2));
        first.Over(0).ShouldBe(V6);
        V4.Over(1).ShouldNotBe(V6.Over(1));
        (first.Port, first.IsV6, first.Connection, first.ToIPEndPoint()).ShouldBe((V6.Port, true, 1u, V6.ToIPEndPoint()));
        first.ToString().ShouldBe("tcp [2001:db8::7]:8120");
    }
}
