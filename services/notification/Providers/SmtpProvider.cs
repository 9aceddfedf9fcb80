using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Text;

namespace Meet.Notification.Providers;

/// <summary>
/// E-mail by SMTP (RFC 5321), with STARTTLS unless switched off. The Message-ID is the idempotency key: of a message that came twice,
/// mail boxes show one.
/// </summary>
internal sealed class SmtpProvider(NotificationOptions options) : IMessageProvider
{
    private readonly SmtpOptions _server = options.Smtp;

    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (!MailAddress.TryCreate(message.To, out var to))
            return new SendOutcome.Refused(SendErrors.InvalidAddress);
        using var mail = Compose(message, to);
        // One connection a message: they are few, and a broken one then belongs to nobody else.
        using var client = new SmtpClient(_server.Host, _server.Port) { EnableSsl = _server.StartTls };
        if (_server.User.Length > 0)
            client.Credentials = new NetworkCredential(_server.User, _server.Password);
        try
        {
            await client.SendMailAsync(mail, cancellationToken);
            return new SendOutcome.Sent(mail.Headers["Message-ID"]);
        }
        catch (SmtpException failure) when (!cancellationToken.IsCancellationRequested)
        {
            return Meaning(failure);
        }
    }

    /// <summary>A 5xx reply is for good (RFC 5321, 4.2.1), except to the question who we are; everything else is tried again.</summary>
    internal static SendOutcome Meaning(SmtpException failure) => (int)failure.StatusCode switch
    {
        550 or 551 or 553 when failure is SmtpFailedRecipientException => new SendOutcome.Refused(SendErrors.InvalidAddress),
        530 or 534 or 535 or 538 or 454 => new SendOutcome.Later(SendErrors.Credentials),
        >= 500 => new SendOutcome.Refused(SendErrors.Refused),
        >= 400 => new SendOutcome.Later(SendErrors.Busy),
        _ => new SendOutcome.Later(SendErrors.Unavailable, Doubtful: failure.InnerException is not SocketException),
    };

    private MailMessage Compose(OutgoingMessage message, MailAddress to)
    {
        var domain = new MailAddress(_server.From).Host;
        var mail = new MailMessage
        {
            From = message.From.Length > 0 ? new MailAddress(_server.From, message.From, Encoding.UTF8) : new MailAddress(_server.From),
            Subject = message.Subject ?? "",
            SubjectEncoding = Encoding.UTF8,
            Body = message.Text,
            BodyEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        mail.To.Add(to);
        mail.Headers.Add("Message-ID", $"<{message.Id}@{domain}>");
        // RFC 3834: no holiday answers.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }
}
