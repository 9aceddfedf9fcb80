namespace Meet.Notification.Providers;

/// <summary>The form of a new message, in Twilio's names.</summary>
internal static class TwilioForm
{
    public const string StatusPath = "/api/webhooks/twilio/status";

    /// <summary>The workspace's sender name wins over the account's own sender.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(OutgoingMessage message, TwilioOptions account, string site)
    {
        var sender = message.From.Length > 0 ? new KeyValuePair<string, string>("From", message.From)
            : account.MessagingServiceSid.Length > 0 ? new("MessagingServiceSid", account.MessagingServiceSid)
            : new("From", account.From);
        return [sender, new("To", message.To), new("Body", message.Text), new("StatusCallback", StatusCallback(site, message.Id))];
    }

    /// <summary>Names our message, so that a status that comes before the answer finds it too.</summary>
    public static string StatusCallback(string site, Guid message) => $"{site}{StatusPath}?m={message}";
}
