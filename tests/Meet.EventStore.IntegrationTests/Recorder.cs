using System.Collections.Concurrent;

namespace Meet.EventStore.IntegrationTests;

/// <summary>A subscription that keeps what it hears, and lets a test wait for it.</summary>
internal sealed class Recorder(Func<EventPage, CancellationToken, Task>? handle = null) : ISubscription
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ConcurrentQueue<IEvent> _heard = [];
    private readonly AsyncSignal _changed = new();

    public IReadOnlyList<IEvent> Heard => [.. _heard];

    public IEnumerable<long> Sequences => _heard.Select(e => e.Sequence);

    public async Task ProcessEventsAsync(EventPage page, CancellationToken cancellationToken)
    {
        if (handle is not null)
            await handle(page, cancellationToken);
        foreach (var @event in page.Events)
            _heard.Enqueue(@event);
        _changed.Set();
    }

    public async Task UntilAsync(Func<IReadOnlyList<IEvent>, bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!condition(Heard))
            await _changed.WaitAsync(limit.Token);
    }

    public Task UntilCountAsync(int count) => UntilAsync(heard => heard.Count >= count);
}
