using System.Diagnostics;

namespace Meet.EventStore;

/// <summary>Carries the trace over the event log.</summary>
internal static class TraceHeaders
{
    public static string? CorrelationId =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? current.TraceId.ToHexString() : null;

    public static void Write(Dictionary<string, string> headers)
    {
        if (Activity.Current is not { IdFormat: ActivityIdFormat.W3C, Id: { } id } current)
            return;
        headers[EventHeaders.TraceParent] = id;
        if (!string.IsNullOrEmpty(current.TraceStateString))
            headers[EventHeaders.TraceState] = current.TraceStateString;
    }

    /// <summary>The context an event was appended in, as a link for the work it causes.</summary>
    public static ActivityContext? Read(IEvent @event) =>
        @event.Headers.TryGetValue(EventHeaders.TraceParent, out var parent)
        && ActivityContext.TryParse(parent, @event.Headers.GetValueOrDefault(EventHeaders.TraceState), isRemote: true, out var context)
            ? context
            : null;
}
