using System.Collections.Immutable;
using Meet.Contracts.Meets;

namespace Meet.Meets.Domain;

/// <summary>Ring: subject is a ring. Join, Grace: subject is a participant.</summary>
internal enum DeadlineKind { Ring, Join, Grace }

internal sealed record Deadline(DeadlineKind Kind, Guid Subject, DateTimeOffset DueAt);

/// <summary>What must happen to a Meet by itself, and when: a pure function of its life, so that the two cannot disagree.</summary>
internal static class Deadlines
{
    public static ImmutableArray<Deadline> Of(MeetLife life) => life.Over
        ? []
        : [.. life.Ringing.Select(r => new Deadline(DeadlineKind.Ring, r.Id, r.ExpiresAt)), .. life.Present.SelectMany(Of)];

    private static IEnumerable<Deadline> Of(Participant p) => (p.State, p.Until) switch
    {
        (ParticipantState.Joining, { } until) => [new Deadline(DeadlineKind.Join, p.Person.Id, until)],
        (ParticipantState.Reconnecting, { } until) => [new Deadline(DeadlineKind.Grace, p.Person.Id, until)],
        _ => [],
    };
}
