using System.Net;
using Meet.Media.Fleet;

namespace Meet.Media.Tests.Fleet;

public sealed class NodeAddressTests
{
    private static readonly IPAddress[] Host =
        [IPAddress.Loopback, IPAddress.Parse("fe80::1"), IPAddress.Parse("2001:db8::7"), IPAddress.Parse("10.0.3.4")];

    [Theory]
    [InlineData("http://127.0.0.1:8088", null, "http://127.0.0.1:8088/")]
    [InlineData("http://*:8081", null, "http://10.0.3.4:8081/")]
    [InlineData("http://0.0.0.0:8081", null, "http://10.0.3.4:8081/")]
    [InlineData("http://[::]:8081", null, "http://10.0.3.4:8081/")]
    [InlineData("http://*:8081", "http://media-0.media:8081", "http://media-0.media:8081/")]
    [InlineData(null, "https://media.example:443", "https://media.example/")]
    public void It_is_what_is_set_or_where_the_port_listens_or_the_hosts_own(string? listened, string? set, string expected) =>
        NodeAddress.Of(listened, set, () => Host).AbsoluteUri.ShouldBe(expected);

    [Fact]
    public void A_host_with_IPv6_only_has_that() =>
        NodeAddress.Of("http://*:8081", null, () => Host[..3]).AbsoluteUri.ShouldBe("http://[2001:db8::7]:8081/");

    [Theory]
    [InlineData(null, null)]
    [InlineData("http://*:8081", null)]
    [InlineData("http://*:8081", "media-0:8081")]
    [InlineData("http://*:8081", "not a URI")]
    public void What_nobody_else_could_call_is_an_error(string? listened, string? set) =>
        Should.Throw<InvalidOperationException>(() => NodeAddress.Of(listened, set, () => [IPAddress.Loopback, IPAddress.Parse("fe80::1")]));
}
