namespace Meet.Notification.IntegrationTests;

/// <summary>E-mail by SMTP; SMS stay in the outbox.</summary>
public sealed class MailWorld : World
{
    internal SmtpPeer Server { get; } = new();

    internal override IEnumerable<(string Key, string Value)> Settings =>
    [
        ("Notification:Email:Provider", "smtp"),
        ("Notification:Smtp:Host", "127.0.0.1"),
        ("Notification:Smtp:Port", $"{Server.Port}"),
        ("Notification:Smtp:Encryption", "None"),
        ("Notification:Smtp:From", "no-reply@meet.test"),
    ];

    protected override Task StopPeersAsync()
    {
        Server.Dispose();
        return Task.CompletedTask;
    }
}
