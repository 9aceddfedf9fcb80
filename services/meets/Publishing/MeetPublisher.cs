using MassTransit;
using Meet.Contracts.Meets;
using Meet.EventStore;
using Meet.Meets.Domain;
using Meet.Meets.Views;
using Meet.ServiceDefaults.Bus;

namespace Meet.Meets.Publishing;

/// <summary>
/// Tells the other services of every event, with the view after what it was decided with. The event log is the outbox: nothing is published that was
/// not stored, and a page that could not be published comes again, so nothing stored is lost while the broker is down. Of many who come and go in
/// a large Meet at once the last is told (<see cref="Overtaken"/>).
/// </summary>
/// <param name="store">Asked for late: this subscription is part of what it is made of.</param>
internal sealed class MeetPublisher(Lazy<IEventStore> store, IBus bus) : ISubscription
{
    /// <summary>The subscription's row in the log's progress; never change it.</summary>
    public const string Name = "meet-publisher";

    private readonly ToldLives _told = new();

    /// <summary>Many Meets at once, the events of each one after the other: each publish waits for the broker's confirm.</summary>
    public Task ProcessEventsAsync(EventPage page, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        page.Events.GroupBy(stored => (stored.TenantId, stored.StreamId)),
        new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken },
        async (meet, stop) => await PublishAsync([.. meet], stop));

    /// <summary>The messages for a run of one Meet's events, given its life before them; each with the id of the event it tells of.</summary>
    internal static IEnumerable<(Guid Id, MeetChanged Message)> Messages(MeetLife before, IReadOnlyList<IEvent> events)
    {
        var life = before;
        for (var next = 0; next < events.Count;)
        {
            var decided = Decided(events, next);
            life = decided.Aggregate(life, (so, stored) => Evolution.Evolve(so, (MeetEvent)stored.Data));
            next += decided.Count;
            if (next < events.Count && Overtaken.Is(life, decided, events[next]))
            {
                continue;
            }

            var view = MeetViews.ForStaff(life);
            foreach (var stored in decided)
            {
                yield return (stored.Id, new MeetChanged(
                    stored.TenantId, stored.StreamId, stored.Version, stored.EventTypeName, ((MeetEvent)stored.Data).At,
                    view, MeetViews.ForCustomer(view), [.. MeetViews.Audience(view)]));
            }
        }
    }

    /// <summary>
    /// What was decided together, which bears one time: the first message tells of all of it. Else a ring would wait for the broker's
    /// confirm of the start before it, tens of milliseconds on a busy disk.
    /// </summary>
    private static List<IEvent> Decided(IReadOnlyList<IEvent> events, int first)
    {
        var at = ((MeetEvent)events[first].Data).At;
        return [.. events.Skip(first).TakeWhile(stored => ((MeetEvent)stored.Data).At == at)];
    }

    private async Task PublishAsync(List<IEvent> events, CancellationToken cancellationToken)
    {
        var before = await LifeBeforeAsync(events[0], cancellationToken);
        foreach (var (id, message) in Messages(before, events))
        {
            // The event's id, so that a second delivery of the same page is recognisable on the wire.
            await bus.PublishConfirmedAsync(message, id, cancellationToken);
        }

        _told.Keep(events.Aggregate(before, (life, stored) => Evolution.Evolve(life, (MeetEvent)stored.Data)));
    }

    private async Task<MeetLife> LifeBeforeAsync(IEvent first, CancellationToken cancellationToken)
    {
        if (first.Version == 1)
        {
            return MeetLife.Unstarted;
        }

        if (_told.Find(first.TenantId, first.StreamId, first.Version - 1) is { } told)
        {
            return told;
        }

        await using var session = store.Value.LightweightSession(first.TenantId);
        return await session.Events.AggregateStreamAsync<MeetLife>(first.StreamId, first.Version - 1, cancellationToken)
            ?? throw new InvalidOperationException("A Meet's event is there and those before it are not.");
    }
}
