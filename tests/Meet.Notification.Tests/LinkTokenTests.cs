using Meet.Notification.Links;

namespace Meet.Notification.Tests;

public sealed class LinkTokenTests
{
    [Fact]
    public void A_token_has_144_random_bits_that_need_no_escaping_in_a_URL()
    {
        var tokens = Enumerable.Range(0, 1000).Select(_ => LinkToken.Create()).ToList();

        tokens.Distinct().Count().ShouldBe(1000);
        tokens.ShouldAllBe(token => token.Length == 24 && token.All(each => char.IsAsciiLetterOrDigit(each) || each == '-' || each == '_'));
    }

    [Fact]
    public void What_is_stored_is_its_SHA_256() =>
        Convert.ToHexStringLower(LinkToken.Hash("abc")).ShouldBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
