using Meet.Notification.Providers;

namespace Meet.Notification.Tests;

public sealed class OptionsTests
{
    private static readonly NotificationOptions Good = new() { PublicUrl = "https://meet.example.com/" };

    [Fact]
    public void An_address_is_all_that_is_needed()
    {
        Good.Problems().ShouldBeEmpty();
        Good.Site.ShouldBe("https://meet.example.com");
    }

    [Fact]
    public void Each_provider_says_what_it_lacks()
    {
        new NotificationOptions().Problems().ShouldHaveSingleItem().ShouldContain("PublicUrl");
        (Good with { PublicUrl = "ftp://meet.example.com" }).Problems().ShouldHaveSingleItem().ShouldContain("PublicUrl");
        (Good with { Sms = new() { Provider = "smtp" } }).Problems().ShouldHaveSingleItem().ShouldContain("Sms:Provider");
        (Good with { Email = new() { Provider = "twilio" } }).Problems().ShouldHaveSingleItem().ShouldContain("Email:Provider");
        (Good with { Sms = new() { Provider = "twilio" } }).Problems().ShouldHaveSingleItem().ShouldContain("AuthToken");
        (Good with { Sms = new() { Provider = "webhook" }, Webhook = new() { Url = "https://x.example", Secret = "short" } })
            .Problems().ShouldHaveSingleItem().ShouldContain("Secret");
        (Good with { Email = new() { Provider = "smtp" }, Smtp = new() { Host = "mail", From = "nobody" } })
            .Problems().ShouldHaveSingleItem().ShouldContain("From");
        (Good with { Smtp = new() { CaFile = "/nowhere.pem" } }).Problems().ShouldHaveSingleItem().ShouldContain("CaFile");
        (Good with { Limits = new() { PerCustomerAndHour = 0 } }).Problems().ShouldHaveSingleItem().ShouldContain("Limits");
    }

    [Fact]
    public void Secrets_do_not_print()
    {
        var options = Good with
        {
            Twilio = new() { AuthToken = "s3cret" },
            Webhook = new() { Secret = "s3cret" },
            Smtp = new() { Password = "s3cret" },
        };

        options.ToString().ShouldNotContain("s3cret");
    }
}
