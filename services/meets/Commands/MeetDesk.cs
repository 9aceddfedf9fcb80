using Meet.EventStore;
using Meet.Meets.Domain;
using Meet.Meets.Store;
using Npgsql;

namespace Meet.Meets.Commands;

/// <summary>
/// Where every command comes: load, decide, append, save, and again from the start when somebody else was faster. What the decision
/// was made on is what is stored before its events, or nothing is stored.
/// </summary>
internal sealed class MeetDesk(IEventStore store, TimeProvider time, MeetMetrics metrics)
{
    private readonly MeetTurns _turns = new();

    public Task<Outcome> HandleAsync(string tenant, Guid meetId, MeetCommand command, CancellationToken cancellationToken) =>
        HandleAsync(tenant, meetId, (_, _) => Task.FromResult(command), null, cancellationToken);

    /// <param name="ask">Makes the command from the Meet as it is at this attempt.</param>
    /// <param name="actor">Who acts, for the event's metadata; null for what happens by itself.</param>
    public Task<Outcome> HandleAsync(
        string tenant,
        Guid meetId,
        Func<MeetLife, CancellationToken, Task<MeetCommand>> ask,
        Guid? actor,
        CancellationToken cancellationToken) => _turns.TakeAsync(meetId, () => RetryAsync(
            async (hasLost, token) =>
            {
                await using var session = Open(tenant, actor);
                // Another replica that works off a large Meet's news, one after the other, would win every race.
                var stream = hasLost
                    ? await session.Events.FetchForExclusiveWriting<MeetLife>(meetId, token)
                    : await session.Events.FetchForWriting<MeetLife>(meetId, token);
                var before = stream.Aggregate ?? MeetLife.Unstarted;
                var decision = Decider.Decide(before, await ask(before, token), time.GetUtcNow());
                return await SaveAsync(session, stream, before, decision, token);
            },
            cancellationToken), cancellationToken);

    /// <summary>
    /// What is decided at this moment, if it changes nothing; null where it would, which is then for <c>HandleAsync</c>. It waits for no turn: two
    /// hundred who come back after a move only ask for a grant each, while the news that they are there have their turns.
    /// </summary>
    public async Task<Outcome?> WithoutChangeAsync(
        string tenant, Guid meetId, Func<MeetLife, CancellationToken, Task<MeetCommand>> ask, CancellationToken cancellationToken)
    {
        await using var session = Open(tenant, null);
        var life = (await session.Events.FetchForWriting<MeetLife>(meetId, cancellationToken)).Aggregate ?? MeetLife.Unstarted;
        var decision = Decider.Decide(life, await ask(life, cancellationToken), time.GetUtcNow());
        return decision is Decision.Accepted { Events.Length: > 0 } ? null : new Outcome(decision, life);
    }

    /// <summary>A Meet begins; the missed one that it answers, if any, remembers it in the same transaction.</summary>
    /// <param name="ask">Makes the command, given the Meet that is called back.</param>
    public Task<Outcome> StartAsync(
        string tenant,
        Guid meetId,
        Guid? callbackOf,
        Func<MeetLife?, CancellationToken, Task<MeetCommand>> ask,
        Guid actor,
        CancellationToken cancellationToken) => RetryAsync(
            async (_, token) =>
            {
                await using var session = Open(tenant, actor);
                var missed = callbackOf is { } id ? await session.Events.FetchForWriting<MeetLife>(id, token) : null;
                var stream = await session.Events.FetchForWriting<MeetLife>(meetId, token);
                var before = stream.Aggregate ?? MeetLife.Unstarted;
                var decision = Decider.Decide(before, await ask(missed?.Aggregate, token), time.GetUtcNow());
                if (decision is Decision.Accepted { Events.Length: > 0 } && missed is { Aggregate: { } called })
                {
                    Append(session, missed, called, Decider.Decide(called, new CallBack(meetId), time.GetUtcNow()));
                }

                return await SaveAsync(session, stream, before, decision, token);
            },
            cancellationToken);

    private async Task<Outcome> SaveAsync(
        IEventSession session, IEventStream<MeetLife> stream, MeetLife before, Decision decision, CancellationToken cancellationToken)
    {
        var after = Append(session, stream, before, decision);
        if (decision is Decision.Accepted { Events.Length: > 0 } accepted)
        {
            await session.SaveChangesAsync(cancellationToken);
            metrics.Happened(before, accepted.Events);
        }

        return new Outcome(decision, after);
    }

    private static MeetLife Append(IEventSession session, IEventStream<MeetLife> stream, MeetLife before, Decision decision)
    {
        if (decision is not Decision.Accepted { Events: { Length: > 0 } events })
        {
            return before;
        }

        stream.AppendMany(events);
        var after = events.Aggregate(before, Evolution.Evolve);
        MeetRows.Keep(session, before, after);
        return after;
    }

    private IEventSession Open(string tenant, Guid? actor)
    {
        var session = store.LightweightSession(tenant);
        session.LastModifiedBy = actor?.ToString();
        return session;
    }

    /// <summary>A claim that somebody else has taken meanwhile is a lost race like any other: the next attempt sees it.</summary>
    /// <param name="attempt">Is told whether an attempt was lost before.</param>
    /// <param name="cancellationToken">Stops between attempts and inside them.</param>
    private static Task<Outcome> RetryAsync(Func<bool, CancellationToken, Task<Outcome>> attempt, CancellationToken cancellationToken)
    {
        var hasLost = false;
        return ConcurrencyRetry.RunAsync(
            async token =>
            {
                try
                {
                    var outcome = attempt(hasLost, token);
                    hasLost = true;
                    return await outcome;
                }
                catch (PostgresException error) when (error.ConstraintName == MeetsSchema.OneMeetAtATime)
                {
                    throw new ConcurrencyException("Another Meet has taken the chat or the person.", error);
                }
            },
            cancellationToken);
    }
}

/// <param name="Life">The Meet after the decision; as it was when the decision refused.</param>
internal sealed record Outcome(Decision Decision, MeetLife Life);
