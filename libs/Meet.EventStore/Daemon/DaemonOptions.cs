namespace Meet.EventStore;

/// <summary>Pace of the daemon. The defaults suit a service; tests shorten them.</summary>
public sealed record DaemonOptions
{
    /// <summary>Off in a process that only writes (or in a test that drives nothing). Marten: <c>AddAsyncDaemon(mode)</c>.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>How often to look for events that no signal told of: the fallback.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How often a replica that does not hold a subscription tries to take it: bounds the takeover.</summary>
    public TimeSpan LeaseRetryInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often the lease's connection is probed while a handler runs.</summary>
    public TimeSpan LeaseHeartbeat { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Delay after a handler's first failure; doubles up to <see cref="MaxRetryDelay"/>.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest delay between two attempts at the same page.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Least time between two NOTIFYs of this process: appends in between share one.</summary>
    public TimeSpan NotifyInterval { get; init; } = TimeSpan.FromMilliseconds(5);
}
