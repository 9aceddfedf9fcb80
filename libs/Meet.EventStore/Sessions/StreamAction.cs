namespace Meet.EventStore;

/// <summary>What one session does to one stream.</summary>
internal sealed class StreamAction(Guid id, bool starts, string? aggregateAlias)
{
    private readonly List<IPendingEvent> _events = [];

    public Guid Id => id;

    /// <summary>The stream must not exist.</summary>
    public bool Starts => starts;

    public string? AggregateAlias { get; set; } = aggregateAlias;

    /// <summary>The version before the append, where the caller depends on one; 0 demands that there be no events.</summary>
    public long? ExpectedVersion { get; set; }

    public IReadOnlyList<IPendingEvent> Events => _events;

    public void Add(IPendingEvent @event) => _events.Add(@event);
}
