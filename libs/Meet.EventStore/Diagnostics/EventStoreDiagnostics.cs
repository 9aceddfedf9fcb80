using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Meet.EventStore;

/// <summary>What the library tells OpenTelemetry: <c>AddSource</c> and <c>AddMeter</c> with <see cref="Name"/>.</summary>
public static class EventStoreDiagnostics
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "Meet.EventStore";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> AppendDuration = Meter.CreateHistogram<double>(
        "meet.eventstore.append.duration", "s", "From SaveChangesAsync to its commit, connection included.");

    private static readonly Counter<long> AppendedEvents = Meter.CreateCounter<long>(
        "meet.eventstore.append.events", "{event}", "Events committed.");

    private static readonly Histogram<double> HandlerDuration = Meter.CreateHistogram<double>(
        "meet.eventstore.subscription.duration", "s", "One page through its handler.");

    private static readonly Counter<long> HandledEvents = Meter.CreateCounter<long>(
        "meet.eventstore.subscription.events", "{event}", "Events handled.");

    private static readonly Counter<long> HandlerFailures = Meter.CreateCounter<long>(
        "meet.eventstore.subscription.failures", "{failure}", "Pages that failed and will be tried again.");

    private static readonly Gauge<long> Lag = Meter.CreateGauge<long>(
        "meet.eventstore.subscription.lag", "{event}", "Sequence numbers between the high-water mark and the position.");

    internal static Counter<long> Conflicts { get; } = Meter.CreateCounter<long>(
        "meet.eventstore.append.conflicts", "{conflict}", "Appends that lost a race.");

    internal static KeyValuePair<string, object?> Schema(string schema) => new("meet.eventstore.schema", schema);

    internal static Activity? StartAppend(string schema, string tenantId, int events)
    {
        var activity = Source.StartActivity("eventstore append", ActivityKind.Client);
        activity?.SetTag("meet.eventstore.schema", schema).SetTag("meet.tenant", tenantId).SetTag("meet.eventstore.events", events);
        return activity;
    }

    internal static Activity? StartPage(string subscription, IReadOnlyList<IEvent> events)
    {
        if (!Source.HasListeners())
            return null;
        // A page of one event belongs to the trace that appended it; a longer one belongs to many and is linked to them.
        var contexts = events.Select(TraceHeaders.Read).OfType<ActivityContext>().Distinct().ToList();
        var activity = events.Count == 1 && contexts.Count == 1
            ? Source.StartActivity($"eventstore {subscription}", ActivityKind.Consumer, contexts[0])
            : Source.StartActivity(
                $"eventstore {subscription}", ActivityKind.Consumer, default(ActivityContext),
                links: contexts.Take(32).Select(context => new ActivityLink(context)));
        return activity?.SetTag("meet.eventstore.events", events.Count);
    }

    internal static void Appended(string schema, int events, TimeSpan duration)
    {
        AppendDuration.Record(duration.TotalSeconds, Schema(schema));
        AppendedEvents.Add(events, Schema(schema));
    }

    internal static void Handled(string subscription, int events, TimeSpan duration)
    {
        HandlerDuration.Record(duration.TotalSeconds, Subscription(subscription));
        HandledEvents.Add(events, Subscription(subscription));
    }

    internal static void Failed(string subscription) => HandlerFailures.Add(1, Subscription(subscription));

    internal static void SetLag(string subscription, long lag) => Lag.Record(lag, Subscription(subscription));

    private static KeyValuePair<string, object?> Subscription(string name) => new("meet.eventstore.subscription", name);
}
