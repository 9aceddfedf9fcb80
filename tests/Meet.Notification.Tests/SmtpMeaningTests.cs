using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;
using Meet.Notification.Providers;
using MimeKit;

namespace Meet.Notification.Tests;

public sealed class SmtpMeaningTests
{
    [Theory]
    [InlineData(554, "provider_refused")]
    [InlineData(552, "provider_refused")]
    public void A_5xx_is_for_good(int status, string error) => Reply(status).ShouldBe(new SendOutcome.Refused(error));

    [Theory]
    [InlineData(550)]
    [InlineData(553)]
    public void A_mailbox_that_is_not_there_is_the_addresss_fault(int status)
    {
        var refused = new SmtpCommandException(SmtpErrorCode.RecipientNotAccepted, (SmtpStatusCode)status, new MailboxAddress("", "x@example.com"), "no");

        SmtpProvider.Meaning(refused, offered: true).ShouldBe(new SendOutcome.Refused("invalid_address"));
    }

    [Theory]
    [InlineData(421, "provider_busy")]
    [InlineData(451, "provider_busy")]
    [InlineData(535, "provider_credentials")]
    [InlineData(530, "provider_credentials")]
    public void A_4xx_and_credentials_may_get_better(int status, string error) => Reply(status).ShouldBe(new SendOutcome.Later(error));

    [Fact]
    public void A_server_that_is_not_there_or_not_itself_got_nothing()
    {
        Exception[] failures =
            [new SocketException(), new SslHandshakeException(), new NotSupportedException("no STARTTLS"), new SmtpProtocolException(), new IOException()];
        foreach (var failure in failures)
            SmtpProvider.Meaning(failure, offered: false).ShouldBe(new SendOutcome.Later("provider_unavailable"), failure.ToString());
    }

    [Fact]
    public void What_breaks_off_while_the_message_goes_out_may_have_arrived()
    {
        SmtpProvider.Meaning(new IOException(), offered: true).ShouldBe(new SendOutcome.Later("provider_unavailable", Doubtful: true));
        SmtpProvider.Meaning(new SmtpProtocolException(), offered: true).ShouldBe(new SendOutcome.Later("provider_unavailable", Doubtful: true));
    }

    [Fact]
    public void What_is_no_servers_doing_is_not_explained_away() => SmtpProvider.Meaning(new InvalidOperationException(), offered: true).ShouldBeNull();

    private static SendOutcome? Reply(int status) =>
        SmtpProvider.Meaning(new SmtpCommandException(SmtpErrorCode.MessageNotAccepted, (SmtpStatusCode)status, "no"), offered: true);
}
