namespace Meet.Notification.Providers;

/// <summary>Twilio's error codes (twilio.com/docs/api/errors) in our words. All of these are for good.</summary>
internal static class TwilioErrors
{
    public static string Meaning(int code) => code switch
    {
        21211 or 21214 or 21217 or 21219 or 21401 or 21421 or 30005 => SendErrors.InvalidNumber,
        21614 or 30006 => SendErrors.NotMobile,
        21610 or 30004 => SendErrors.Unsubscribed,
        21408 or 21215 or 21216 => SendErrors.RegionNotAllowed,
        21612 or 30003 => SendErrors.Unreachable,
        21212 or 21603 or 21606 or 21607 or 21659 or 21660 or 21661 or 21701 or 21703 or 21704 => SendErrors.SenderNotAllowed,
        30007 => SendErrors.Filtered,
        _ => SendErrors.Refused,
    };
}
