using System.Net.Mail;
using System.Net.Sockets;
using Meet.Notification.Providers;

namespace Meet.Notification.Tests;

public sealed class SmtpMeaningTests
{
    [Theory]
    [InlineData(554, "provider_refused")]
    [InlineData(552, "provider_refused")]
    public void A_5xx_is_for_good(int status, string error) =>
        SmtpProvider.Meaning(new SmtpException((SmtpStatusCode)status)).ShouldBe(new SendOutcome.Refused(error));

    [Fact]
    public void A_mailbox_that_is_not_there_is_the_addresss_fault() =>
        SmtpProvider.Meaning(new SmtpFailedRecipientException(SmtpStatusCode.MailboxUnavailable, "x@example.com"))
            .ShouldBe(new SendOutcome.Refused("invalid_address"));

    [Theory]
    [InlineData(421, "provider_busy")]
    [InlineData(451, "provider_busy")]
    [InlineData(535, "provider_credentials")]
    [InlineData(530, "provider_credentials")]
    public void A_4xx_and_credentials_may_get_better(int status, string error) =>
        SmtpProvider.Meaning(new SmtpException((SmtpStatusCode)status)).ShouldBe(new SendOutcome.Later(error));

    [Fact]
    public void A_server_that_is_not_there_got_nothing()
    {
        SmtpProvider.Meaning(new SmtpException("down", new SocketException())).ShouldBe(new SendOutcome.Later("provider_unavailable"));
        SmtpProvider.Meaning(new SmtpException("broke off", new IOException())).ShouldBe(new SendOutcome.Later("provider_unavailable", Doubtful: true));
    }
}
