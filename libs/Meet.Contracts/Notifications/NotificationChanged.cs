using Meet.Contracts.Chat;

namespace Meet.Contracts.Notifications;

/// <summary>Published by notification for every state of a message that carries a Meet's link.</summary>
/// <param name="Version">Of this message, from 1; lower ones are stale.</param>
/// <param name="Error">A code, as in <see cref="DeliveryView"/>; never the provider's own words.</param>
public sealed record NotificationChanged(
    string TenantId,
    Guid NotificationId,
    Guid MeetId,
    Guid ChatId,
    Guid CustomerId,
    DeliveryChannel Channel,
    DeliveryState State,
    string? Error,
    long Version,
    DateTimeOffset At);
