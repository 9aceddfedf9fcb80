using Meet.Chat.People;

namespace Meet.Chat.Tests;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("a@example.com", true)]
    [InlineData("a.b+c@mail.example.co.jp", true)]
    [InlineData("a..b@docomo.example.jp", true)]
    [InlineData("a@xn--r8jz45g.example", true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("a", false)]
    [InlineData("a@b", false)]
    [InlineData("@example.com", false)]
    [InlineData("a@-example.com", false)]
    [InlineData("a@example..com", false)]
    [InlineData("a@b@example.com", false)]
    [InlineData("a b@example.com", false)]
    [InlineData("a@example.com\n", false)]
    [InlineData("a@example.com\r\nBcc: b@example.com", false)]
    [InlineData("Name <a@example.com>", false)]
    public void An_address_is_one_that_mail_can_go_to(string? text, bool valid) => EmailAddress.IsValid(text).ShouldBe(valid);

    [Fact]
    public void An_address_has_at_most_254_characters() => EmailAddress.IsValid($"a@{new string('b', 63)}.{new string('c', 63)}.{new string('d', 63)}.{new string('e', 63)}").ShouldBeFalse();
}
