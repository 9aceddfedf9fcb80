using Meet.Contracts.Chat;

namespace Meet.Notification.Providers;

/// <summary>Takes messages to whoever is not on the site. One class each; see docs/operations/notification.md.</summary>
internal interface IMessageProvider
{
    /// <summary>Tries once. Failures are outcomes; what it throws besides counts as an outage whose effect is not known.</summary>
    Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken);
}

/// <param name="Id">The same at every try: the idempotency key.</param>
/// <param name="To">E.164, or an e-mail address.</param>
/// <param name="From">The workspace's sender name; empty: the provider's own.</param>
/// <param name="Subject">Of an e-mail.</param>
/// <param name="Doubtful">An earlier try may have gone through without our hearing of it.</param>
internal sealed record OutgoingMessage(
    Guid Id, DeliveryChannel Channel, string To, string From, string? Subject, string Text, bool Doubtful);

/// <summary>How a try ended.</summary>
internal abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>The provider has it.</summary>
    /// <param name="ProviderId">Its own id, to ask it about.</param>
    public sealed record Sent(string? ProviderId = null) : SendOutcome;

    /// <summary>It will not get better.</summary>
    public sealed record Refused(string Error) : SendOutcome;

    /// <summary>It may get better.</summary>
    /// <param name="After">Not before; null: as we like.</param>
    /// <param name="Doubtful">It may have gone through.</param>
    public sealed record Later(string Error, TimeSpan? After = null, bool Doubtful = false) : SendOutcome;
}
