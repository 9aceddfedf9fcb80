namespace Meet.Notification.Providers;

/// <summary>The codes of <c>DeliveryView.error</c> (docs/api.md). Never a provider's own words, which may hold an address.</summary>
internal static class SendErrors
{
    public const string InvalidNumber = "invalid_number";
    public const string NotMobile = "not_mobile";
    public const string Unsubscribed = "unsubscribed";
    public const string RegionNotAllowed = "region_not_allowed";
    public const string Unreachable = "unreachable";
    public const string Filtered = "filtered";
    public const string InvalidAddress = "invalid_address";
    public const string SenderNotAllowed = "sender_not_allowed";
    public const string Refused = "provider_refused";
    public const string Credentials = "provider_credentials";
    public const string Busy = "provider_busy";
    public const string Unavailable = "provider_unavailable";
    public const string NoProvider = "no_provider";
    public const string DailyLimit = "daily_limit";
    public const string CustomerLimit = "customer_limit";
    public const string MeetOver = "meet_over";
    public const string NotNeeded = "not_needed";
}
