using Meet.Contracts.Chat;

namespace Meet.Notification.Messages;

/// <summary>A message for which something is to be done, as it was when it was taken, with its Meet as it is known.</summary>
internal sealed class DueMessage
{
    public Guid Id { get; init; }
    public string TenantId { get; init; } = "";
    public Guid MeetId { get; init; }
    public Guid ChatId { get; init; }
    public Guid CustomerId { get; init; }
    public DeliveryChannel Channel { get; init; }

    /// <summary><c>wanted</c>: whom it goes to is to be found out. <c>queued</c>: it is to be sent.</summary>
    public string State { get; init; } = "";

    public string? Recipient { get; init; }
    public string? Sender { get; init; }
    public string? Subject { get; init; }
    public string? Body { get; init; }

    /// <summary>How often it was tried before.</summary>
    public int Tries { get; init; }

    public bool Doubtful { get; init; }
    public DateTimeOffset? RingsUntil { get; init; }
    public DateTimeOffset? OverAt { get; init; }
}
