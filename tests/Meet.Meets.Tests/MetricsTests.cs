using System.Diagnostics.Metrics;
using Meet.Contracts.Meets;
using Meet.Meets.Commands;
using Meet.Meets.Domain;
using Microsoft.Extensions.DependencyInjection;
using static Meet.Meets.Tests.Some;

namespace Meet.Meets.Tests;

public sealed class MetricsTests
{
    [Fact]
    public void Rings_are_counted_by_what_became_of_them_and_timed()
    {
        Measured([], Calling).ShouldBe(["meet.meets.started 1 voice staff"]);
        Measured(Calling, [Accepted(Customer, 5)]).ShouldBe(["meet.rings 1 answered", "meet.ring.duration 5 answered"]);
        Measured(Calling, [new RingTimedOut(TheRing, Customer, At(120)), new MeetMissed(MissedReason.NotAnswered, At(120))])
            .ShouldBe(["meet.rings 1 not_answered", "meet.ring.duration 120 not_answered"]);
        Measured(Calling, [new MeetMissed(MissedReason.CallerGaveUp, At(7))])
            .ShouldBe(["meet.rings 1 caller_gave_up", "meet.ring.duration 7 caller_gave_up"]);
    }

    [Fact]
    public void A_ring_that_could_not_begin_is_counted_and_not_timed() =>
        Measured([Started(Customer)], [new RingPrevented(TheRing, Agent, MissedReason.AssigneeOffline, Noon)])
            .ShouldBe(["meet.rings 1 assignee_offline"]);

    private static List<string> Measured(MeetEvent[] before, MeetEvent[] events)
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = services.GetRequiredService<IMeterFactory>();
        var metrics = new MeetMetrics(factory);
        List<string> seen = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Scope == factory)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.Add(Text(instrument, value, tags)));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => seen.Add(Text(instrument, value, tags)));
        listener.Start();
        metrics.Happened(Evolution.Fold(before), events);
        return seen;
    }

    private static string Text<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        $"{instrument.Name} {value} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}";
}
