using System.Net;
using Meet.Media.Streams;
using Meet.Rtc.Stun;

namespace Meet.Media.Tests.Reach;

public sealed class StreamLimitsTests
{
    private readonly StreamLimits _limits = new(total: 5, perPlace: 2);

    [Fact]
    public void A_place_is_an_ipv4_address_or_a_network_of_ipv6()
    {
        Enter("192.0.2.1", 1).ShouldBeTrue();
        Enter("192.0.2.1", 2).ShouldBeTrue();
        Enter("192.0.2.1", 3).ShouldBeFalse();
        Enter("2001:db8:0:1::1").ShouldBeTrue();
        Enter("2001:db8:0:1:ffff::2").ShouldBeTrue();
        Enter("2001:db8:0:1::3").ShouldBeFalse();
        Enter("2001:db8:0:2::1").ShouldBeTrue();
        _limits.Count.ShouldBe(5);
        Enter("198.51.100.1").ShouldBeFalse("there are as many as there may be");
    }

    [Fact]
    public void Whoever_leaves_makes_room()
    {
        Enter("192.0.2.1", 1);
        Enter("192.0.2.1", 2);
        _limits.Leave(Address("192.0.2.1", 9));

        Enter("192.0.2.1", 3).ShouldBeTrue();
        _limits.Leave(Address("192.0.2.1", 2));
        _limits.Leave(Address("192.0.2.1", 3));
        _limits.Count.ShouldBe(0);
    }

    private bool Enter(string address, ushort port = 1) => _limits.TryEnter(Address(address, port));

    private static TransportAddress Address(string address, ushort port) => TransportAddress.From(new IPEndPoint(IPAddress.Parse(address), port));
}
