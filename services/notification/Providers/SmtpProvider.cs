using System.Net.Mail;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using SmtpClient = MailKit.Net.Smtp.SmtpClient;

namespace Meet.Notification.Providers;

/// <summary>
/// E-mail by SMTP (RFC 5321), encrypted unless switched off. The Message-ID is the idempotency key: of a message that came twice,
/// mail boxes show one.
/// </summary>
internal sealed class SmtpProvider(NotificationOptions options) : IMessageProvider
{
    private readonly SmtpOptions _server = options.Smtp;

    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (!MailAddress.TryCreate(message.To, out var to))
            return new SendOutcome.Refused(SendErrors.InvalidAddress);
        using var mail = Compose(message, to.Address);
        // One connection a message: they are few, and a broken one then belongs to nobody else.
        using var client = new SmtpClient { CheckCertificateRevocation = false };
        if (_server.CaFile.Length > 0)
            client.ServerCertificateValidationCallback = new OwnAuthority(_server.CaFile).Vouches;
        var offered = false;
        try
        {
            await client.ConnectAsync(_server.Host, _server.Port, Encryption, cancellationToken);
            if (_server.User.Length > 0)
                await client.AuthenticateAsync(_server.User, _server.Password, cancellationToken);
            offered = true;
            await client.SendAsync(mail, cancellationToken);
        }
        catch (Exception failure) when (Meaning(failure, offered) is { } outcome)
        {
            return outcome;
        }

        await SayGoodbyeAsync(client, cancellationToken);
        return new SendOutcome.Sent($"<{mail.MessageId}>");
    }

    /// <summary>A 5xx reply is for good (RFC 5321, 4.2.1), except to the question who we are; everything else is tried again.</summary>
    /// <param name="failure">What MailKit threw.</param>
    /// <param name="offered">The message itself may have gone out before.</param>
    /// <returns>Null: nothing that a mail server or the way to it does.</returns>
    internal static SendOutcome? Meaning(Exception failure, bool offered) => failure switch
    {
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted, StatusCode: (MailKit.Net.Smtp.SmtpStatusCode)550 or (MailKit.Net.Smtp.SmtpStatusCode)551 or (MailKit.Net.Smtp.SmtpStatusCode)553 } =>
            new SendOutcome.Refused(SendErrors.InvalidAddress),
        SmtpCommandException reply => Meaning((int)reply.StatusCode),
        MailKit.Security.AuthenticationException or ServiceNotAuthenticatedException => new SendOutcome.Later(SendErrors.Credentials),
        // Letters beyond ASCII before the @, and a server without SMTPUTF8 (RFC 6531); or a server that does not encrypt.
        NotSupportedException => offered ? new SendOutcome.Refused(SendErrors.InvalidAddress) : new SendOutcome.Later(SendErrors.Unavailable),
        SocketException or SslHandshakeException => new SendOutcome.Later(SendErrors.Unavailable),
        ProtocolException or IOException or ServiceNotConnectedException or TimeoutException =>
            new SendOutcome.Later(SendErrors.Unavailable, Doubtful: offered),
        _ => null,
    };

    private static SendOutcome Meaning(int status) => status switch
    {
        530 or 534 or 535 or 538 or 454 => new SendOutcome.Later(SendErrors.Credentials),
        >= 500 => new SendOutcome.Refused(SendErrors.Refused),
        _ => new SendOutcome.Later(SendErrors.Busy),
    };

    private SecureSocketOptions Encryption => _server.Encryption switch
    {
        SmtpEncryption.StartTls => SecureSocketOptions.StartTls,
        SmtpEncryption.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.None,
    };

    /// <summary>The message is the server's already: whatever happens now changes nothing.</summary>
    private static async Task SayGoodbyeAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception broken) when (broken is IOException or ProtocolException or SocketException or CommandException or OperationCanceledException)
        {
            // It hung up first.
        }
    }

    private MimeMessage Compose(OutgoingMessage message, string to)
    {
        var from = new MailboxAddress(message.From, _server.From);
        var mail = new MimeMessage([from], [new MailboxAddress("", to)], message.Subject ?? "", Text(message.Text))
        {
            MessageId = $"{message.Id}@{from.Domain}",
        };
        // RFC 3834: no holiday answers.
        mail.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return mail;
    }

    private static TextPart Text(string text) => new("plain") { Text = text, ContentTransferEncoding = ContentEncoding.Base64 };
}
