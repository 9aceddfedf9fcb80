using Meet.ServiceDefaults.Identity;

namespace Meet.Signaling.Live;

/// <summary>One browser page that is connected to this replica, and what only this connection needs.</summary>
/// <param name="id">SignalR's id for it.</param>
/// <param name="caller">Whose page it is, as the gateway vouched.</param>
/// <param name="invocations">How fast it may ask.</param>
/// <param name="abort">Ends it.</param>
/// <param name="closed">Cancelled when it ended.</param>
internal sealed class LiveConnection(string id, Caller caller, InvocationBudget invocations, Action abort, CancellationToken closed)
{
    private long _changes;
    private long _idleSince;
    private int _greeting;
    private bool _isOver;
    private Readiness? _readiness;

    public string Id => id;

    public Caller Caller => caller;

    public InvocationBudget Invocations => invocations;

    public CancellationToken Closed => closed;

    /// <summary>Unix milliseconds since when nobody has touched the page; 0: somebody does.</summary>
    public long IdleSince
    {
        get => Volatile.Read(ref _idleSince);
        set => Volatile.Write(ref _idleSince, value);
    }

    /// <summary>What the page of one of the staff last told; null before it did, and for customers.</summary>
    public Readiness? Readiness
    {
        get => Volatile.Read(ref _readiness);
        set => Volatile.Write(ref _readiness, value);
    }

    /// <summary>How many Meet changes concerned this person since the connection is here.</summary>
    public long Changes => Volatile.Read(ref _changes);

    public void NoteChange() => Interlocked.Increment(ref _changes);

    /// <summary>False: it is being greeted already, and that greeting will see every change noted before this call.</summary>
    public bool TryStartGreeting() => Interlocked.Exchange(ref _greeting, 1) == 0;

    public void EndGreeting() => Volatile.Write(ref _greeting, 0);

    /// <summary>Ended by this process, for good: the page has no reason to come back.</summary>
    public bool IsOver => Volatile.Read(ref _isOver);

    /// <summary>Ends it for good.</summary>
    public void Abort()
    {
        Volatile.Write(ref _isOver, true);
        abort();
    }

    /// <summary>Ends it, so that the page connects again.</summary>
    public void Interrupt() => abort();
}
