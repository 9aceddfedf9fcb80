namespace Meet.EventStore;

/// <summary>Keys this library writes into <c>mt_events.headers</c>.</summary>
public static class EventHeaders
{
    /// <summary>W3C trace context of the append, so that a subscription's work joins the same trace.</summary>
    public const string TraceParent = "traceparent";

    /// <summary>W3C trace state of the append, where there is one.</summary>
    public const string TraceState = "tracestate";

    /// <summary>Who acts: <see cref="IEventSession.LastModifiedBy"/>, an id and never a name.</summary>
    public const string UserName = "user-name";
}
