using Microsoft.Extensions.DependencyInjection;

namespace Meet.EventStore;

/// <summary>Made by the container after the store, so that it may itself ask for the <see cref="IEventStore"/>.</summary>
internal interface IResolvedLater
{
    /// <summary>Makes it now: a missing dependency stops the host's start instead of the first event.</summary>
    void Resolve();
}

internal sealed class SubscriptionResolvedLater<T>(IServiceProvider provider) : ISubscription, IResolvedLater
    where T : class, ISubscription
{
    private readonly Lazy<T> _inner = new(() => ActivatorUtilities.GetServiceOrCreateInstance<T>(provider));

    public void Resolve() => _ = _inner.Value;

    public Task ProcessEventsAsync(EventPage page, CancellationToken cancellationToken) =>
        _inner.Value.ProcessEventsAsync(page, cancellationToken);
}

internal sealed class ProjectionResolvedLater<T>(IServiceProvider provider) : IProjection, IResolvedLater
    where T : class, IProjection
{
    private readonly Lazy<T> _inner = new(() => ActivatorUtilities.GetServiceOrCreateInstance<T>(provider));

    public void Resolve() => _ = _inner.Value;

    public Task ApplyAsync(IProjectionOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellationToken) =>
        _inner.Value.ApplyAsync(operations, events, cancellationToken);
}
