namespace Meet.Notification.IntegrationTests;

/// <summary>SMS by Twilio; e-mail stays in the outbox.</summary>
public sealed class TwilioWorld : World
{
    private TwilioPeer _twilio = null!;

    internal TwilioPeer Twilio => _twilio;

    /// <summary>Between the service and Twilio.</summary>
    internal TcpRelay Line { get; private set; } = null!;

    internal override IEnumerable<(string Key, string Value)> Settings =>
    [
        ("Notification:Sms:Provider", "twilio"),
        ("Notification:Twilio:AccountSid", TwilioPeer.AccountSid),
        ("Notification:Twilio:AuthToken", TwilioPeer.AuthToken),
        ("Notification:Twilio:From", "+15005550006"),
        ("Notification:Twilio:BaseUrl", $"http://127.0.0.1:{Line.Port}"),
    ];

    protected override async Task StartPeersAsync()
    {
        var port = TcpRelay.FreePort();
        _twilio = new TwilioPeer(port);
        await _twilio.StartAsync();
        Line = new TcpRelay("127.0.0.1", port);
        Line.Up();
    }

    protected override async Task StopPeersAsync()
    {
        Line.Dispose();
        await _twilio.DisposeAsync();
    }
}
