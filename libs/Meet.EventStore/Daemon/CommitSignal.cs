namespace Meet.EventStore;

/// <summary>Tells this process's daemon of a commit at once, without any round trip.</summary>
internal sealed class CommitSignal
{
    /// <summary>Raised on the committing thread: handlers only set a flag.</summary>
    public event Action? Committed;

    public void EventsCommitted() => Committed?.Invoke();
}
