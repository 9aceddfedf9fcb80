namespace Meet.EventStore;

/// <summary>Hears every committed event, in sequence order. Marten: <c>Marten.Subscriptions.ISubscription</c>.</summary>
/// <remarks>
/// Runs on one replica at a time. The position rises only after the handler returned, so a page may come again after a
/// failure or a takeover (at least once) and never in another order: be idempotent, by <see cref="IEvent.Id"/> or by stream version.
/// A handler that throws is called with the same events again, after a growing delay, until it succeeds; nothing is skipped.
/// </remarks>
public interface ISubscription
{
    /// <param name="page">At least one event.</param>
    /// <param name="cancellationToken">Cancelled when this replica stops or has lost the subscription to another one.</param>
    Task ProcessEventsAsync(EventPage page, CancellationToken cancellationToken);
}

/// <summary>A run of events for one subscription. Marten: <c>EventRange</c> / <c>EventPage</c>.</summary>
/// <param name="Floor">The position before: every event up to here has been handled.</param>
/// <param name="Ceiling">The position after the page has been handled.</param>
/// <param name="Events">In sequence order, each with Floor &lt; Sequence ≤ Ceiling.</param>
public sealed record EventPage(long Floor, long Ceiling, IReadOnlyList<IEvent> Events);

/// <summary>What a subscription wants to hear and how much at once.</summary>
public sealed record SubscriptionOptions
{
    /// <summary>Most events in one page, 1 to 10 000.</summary>
    public int BatchSize { get; init; } = 500;

    /// <summary>Only events of these mapped types; all when empty. Marten: <c>IncludeType&lt;T&gt;()</c>.</summary>
    public IReadOnlyCollection<Type> IncludedTypes { get; init; } = [];

    /// <summary>
    /// Where a subscription without a stored position begins: at the first event, or (true) behind those stored by then.
    /// Marten: <c>SubscribeFromPresent()</c>.
    /// </summary>
    public bool SubscribeFromPresent { get; init; }
}

/// <summary>One thing the daemon runs: a subscription or an asynchronous projection.</summary>
internal sealed record AsyncShard(string Name, SubscriptionOptions Options, ISubscription? Subscription, IProjection? Projection)
{
    /// <summary>The row's key in <c>mt_event_progression</c>.</summary>
    public string ProgressName => $"{Name}:All";
}
