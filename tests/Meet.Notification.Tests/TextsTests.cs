using Meet.Contracts.Chat;
using Meet.Notification.Messages;

namespace Meet.Notification.Tests;

public sealed class TextsTests
{
    private const string Link = "https://meet.example.com/m#abc";

    [Theory]
    [InlineData("ja", "【デモショップ】お電話のご案内です。タップして通話: https://meet.example.com/m#abc")]
    [InlineData("", "【デモショップ】お電話のご案内です。タップして通話: https://meet.example.com/m#abc")]
    [InlineData("en", "デモショップ is calling you. Tap to talk: https://meet.example.com/m#abc")]
    public void An_SMS_tells_who_calls_in_the_customers_language_and_ends_with_the_link(string locale, string body) =>
        Texts.Of(DeliveryChannel.Sms, locale, "デモショップ", "山本", Link).ShouldBe(new MessageText(null, body));

    [Theory]
    [InlineData("ja", "【デモショップ】お電話のご案内", "山本 様")]
    [InlineData("en", "デモショップ is calling you", "Dear 山本,")]
    public void A_mail_has_a_subject_and_the_link_on_a_line_of_its_own(string locale, string subject, string greeting)
    {
        var text = Texts.Of(DeliveryChannel.Email, locale, "デモショップ", "山本", Link);

        text.Subject.ShouldBe(subject);
        var lines = text.Body.ReplaceLineEndings("\n").Split('\n');
        lines[0].ShouldBe(greeting);
        lines.ShouldContain(Link);
    }

    [Fact]
    public void A_name_cannot_start_a_header_or_turn_the_text_around()
    {
        var text = Texts.Of(DeliveryChannel.Email, "en", "Shop\r\nBcc: all@example.com\u202e\u2028", "A\nB", Link);

        text.Subject.ShouldBe("ShopBcc: all@example.com is calling you");
        text.Body.ShouldStartWith("Dear AB,");
    }

    [Fact]
    public void A_long_name_is_cut_between_characters()
    {
        var name = new string('x', 39) + "😀 and more";

        Texts.Of(DeliveryChannel.Sms, "en", name, "", Link).Body.ShouldStartWith(new string('x', 39) + " is calling");
    }
}
