using System.ComponentModel.DataAnnotations;
using Meet.Contracts.Chat;

namespace Meet.Notification.Providers;

/// <summary>Section <c>Notification</c>. Secrets come from configuration alone and stand in no log.</summary>
internal sealed record NotificationOptions
{
    /// <summary>The site as customers reach it; links and providers' callbacks begin with it.</summary>
    [Required]
    public string PublicUrl { get; init; } = "";

    public ChannelOptions Sms { get; init; } = new();

    public ChannelOptions Email { get; init; } = new();

    public TwilioOptions Twilio { get; init; } = new();

    public WebhookOptions Webhook { get; init; } = new();

    public SmtpOptions Smtp { get; init; } = new();

    public MessageLimits Limits { get; init; } = new();

    /// <summary>How long one try may take.</summary>
    [Range(1, 25)]
    public int TrySeconds { get; init; } = 15;

    /// <summary>Without a slash at the end.</summary>
    public string Site => PublicUrl.TrimEnd('/');

    public string ProviderOf(DeliveryChannel channel) => channel == DeliveryChannel.Sms ? Sms.Provider : Email.Provider;

    /// <summary>What is wrong with it, in words for whoever runs the service.</summary>
    public IEnumerable<string> Problems()
    {
        if (!IsHttp(PublicUrl))
            yield return "Notification:PublicUrl is not set: the site's address, such as https://meet.example.com.";
        if (Sms.Provider is not (ProviderNames.Outbox or ProviderNames.Twilio or ProviderNames.Webhook))
            yield return "Notification:Sms:Provider is outbox, twilio or webhook.";
        if (Email.Provider is not (ProviderNames.Outbox or ProviderNames.Smtp or ProviderNames.Webhook))
            yield return "Notification:Email:Provider is outbox, smtp or webhook.";
        if (Sms.Provider == ProviderNames.Twilio && !Twilio.IsComplete)
            yield return "Notification:Twilio needs AccountSid, AuthToken, and From or MessagingServiceSid.";
        if ((Sms.Provider == ProviderNames.Webhook || Email.Provider == ProviderNames.Webhook) && (!IsHttp(Webhook.Url) || Webhook.Secret.Length < 16))
            yield return "Notification:Webhook needs Url and a Secret of at least 16 characters.";
        if (Email.Provider == ProviderNames.Smtp && (Smtp.Host.Length == 0 || !System.Net.Mail.MailAddress.TryCreate(Smtp.From, out _)))
            yield return "Notification:Smtp needs Host, and From as an e-mail address.";
        if (Smtp.CaFile.Length > 0 && !File.Exists(Smtp.CaFile))
            yield return "Notification:Smtp:CaFile is not there: the certificates of an authority, in PEM.";
        if (Limits.SmsPerTenantAndDay < 1 || Limits.PerCustomerAndHour < 1)
            yield return "Notification:Limits are at least 1 each.";
        if (!IsHttp(Twilio.BaseUrl))
            yield return "Notification:Twilio:BaseUrl is no http address.";
    }

    private static bool IsHttp(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp);
}

internal static class ProviderNames
{
    public const string Outbox = "outbox";
    public const string Twilio = "twilio";
    public const string Webhook = "webhook";
    public const string Smtp = "smtp";
}

internal sealed record ChannelOptions
{
    public string Provider { get; init; } = ProviderNames.Outbox;
}

internal sealed record TwilioOptions
{
    public string AccountSid { get; init; } = "";
    public string AuthToken { get; init; } = "";

    /// <summary>Where a workspace has no sender name of its own: a number in E.164, or an alphanumeric sender.</summary>
    public string From { get; init; } = "";

    /// <summary>Instead of <see cref="From"/>.</summary>
    public string MessagingServiceSid { get; init; } = "";

    public string BaseUrl { get; init; } = "https://api.twilio.com";

    public bool IsComplete => AccountSid.Length > 0 && AuthToken.Length > 0 && (From.Length > 0 || MessagingServiceSid.Length > 0);

    // A record would print its secrets.
    public override string ToString() => nameof(TwilioOptions);
}

internal sealed record WebhookOptions
{
    public string Url { get; init; } = "";
    public string Secret { get; init; } = "";

    public override string ToString() => nameof(WebhookOptions);
}

/// <summary>How the way to the mail server is encrypted. Nothing is sent without what is set.</summary>
internal enum SmtpEncryption
{
    /// <summary>RFC 3207, usually on port 587.</summary>
    StartTls,

    /// <summary>From the first byte (RFC 8314, section 3.3), usually on port 465.</summary>
    Tls,

    /// <summary>Only for a relay on the same machine.</summary>
    None,
}

internal sealed record SmtpOptions
{
    public string Host { get; init; } = "";

    public int Port { get; init; } = 587;

    public SmtpEncryption Encryption { get; init; } = SmtpEncryption.StartTls;

    /// <summary>PEM of an authority that the system does not know and that vouches for the server; empty: the system's alone.</summary>
    public string CaFile { get; init; } = "";

    /// <summary>Empty: without signing in.</summary>
    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    public string From { get; init; } = "";

    public override string ToString() => nameof(SmtpOptions);
}

internal sealed record MessageLimits
{
    public int SmsPerTenantAndDay { get; init; } = 500;

    /// <summary>On each channel.</summary>
    public int PerCustomerAndHour { get; init; } = 5;
}
