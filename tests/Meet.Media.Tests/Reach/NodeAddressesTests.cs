using System.ComponentModel.DataAnnotations;
using System.Net;
using Meet.Media.Net;
using Meet.Rtc.Ice;
using Meet.Rtc.Stun;

namespace Meet.Media.Tests.Reach;

public sealed class NodeAddressesTests
{
    [Theory]
    [InlineData("203.0.113.7", null)]
    [InlineData("203.0.113.7, 2001:db8::7", null)]
    [InlineData("203.0.113.7,10.0.0.7,2001:db8::7", "0.0.0.0,::")]
    [InlineData("203.0.113.7", "10.0.0.7")]
    [InlineData("203.0.113.7", "10.0.0.7,::")]
    public void These_can_be_announced_and_listened_on(string announced, string? listening) => Problems(announced, listening).ShouldBeEmpty();

    [Theory]
    [InlineData("localhost", null, "localhost")]
    [InlineData("203.0.113.7,", null, "1 to 8 IP addresses")]
    [InlineData("203.0.113.7", "eth0", "Media:ListenAddress is 'eth0'")]
    [InlineData("203.0.113.7,203.0.113.8", null, "Media:ListenAddress has to say which one")]
    [InlineData("203.0.113.7", "10.0.0.7,10.0.0.8", "several addresses of a family")]
    [InlineData("203.0.113.7,2001:db8::7", "0.0.0.0", "has no IPv6 address")]
    [InlineData("0.0.0.0", null, "where nobody can send to")]
    public void What_cannot_work_is_refused_with_the_reason(string announced, string? listening, string reason) =>
        Problems(announced, listening).ShouldHaveSingleItem().ShouldContain(reason);

    [Fact]
    public void Each_announced_address_has_the_port_of_its_family_and_tcp_comes_after_udp()
    {
        var (v4, outside, v6) = (IPAddress.Parse("10.0.0.7"), IPAddress.Parse("203.0.113.7"), IPAddress.Parse("2001:db8::7"));

        Announcement.Of([outside, v6, v4], [At(IPAddress.Any, 8120), At(IPAddress.IPv6Any, 8121)], [At(IPAddress.Any, 443)]).ShouldBe(
        [
            new IceCandidate(At(outside, 8120)), new IceCandidate(At(v6, 8121)), new IceCandidate(At(v4, 8120)),
            new IceCandidate(At(outside, 443), IceTransport.TcpPassive), new IceCandidate(At(v4, 443), IceTransport.TcpPassive),
        ]);
    }

    private static TransportAddress At(IPAddress address, int port) => TransportAddress.From(new IPEndPoint(address, port));

    private static List<string> Problems(string announced, string? listening)
    {
        var options = new MediaOptions { NodeId = "media-1", Address = announced, ListenAddress = listening };
        return [.. options.Validate(new ValidationContext(options)).Select(each => each.ErrorMessage!)];
    }
}
