using Meet.Contracts.Chat;
using Meet.Notification.Providers;

namespace Meet.Notification.Messages;

/// <summary>How many messages were taken lately.</summary>
/// <param name="OfTenant">On the channel, within a day.</param>
/// <param name="OfCustomer">On the channel, within an hour.</param>
internal sealed record TakenLately(int OfTenant, int OfCustomer);

/// <summary>SMS cost money and patience: so many a day for a workspace, and so many an hour for one person.</summary>
internal static class Limits
{
    public static readonly TimeSpan TenantWindow = TimeSpan.FromDays(1);
    public static readonly TimeSpan CustomerWindow = TimeSpan.FromHours(1);

    /// <summary>Why one more is too many; null when it is not.</summary>
    public static string? Refusal(DeliveryChannel channel, TakenLately taken, MessageLimits limits) =>
        channel == DeliveryChannel.Sms && taken.OfTenant >= limits.SmsPerTenantAndDay ? SendErrors.DailyLimit
        : taken.OfCustomer >= limits.PerCustomerAndHour ? SendErrors.CustomerLimit
        : null;
}
