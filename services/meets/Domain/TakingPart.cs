using Meet.Contracts.Meets;

namespace Meet.Meets.Domain;

/// <summary>What participants do in a Meet (PRODUCT.md, voice and video rules 8 and 10).</summary>
internal static class TakingPart
{
    /// <summary>
    /// Back after a reload or a lost connection, without being rung again. Whoever has no media gets time to use the new grant;
    /// whoever still has it keeps it until the new session takes over.
    /// </summary>
    public static Decision Join(MeetLife life, Guid personId, DateTimeOffset now)
    {
        if (Absent(life, personId, out var participant) is { } no)
        {
            return no;
        }

        DateTimeOffset? until = participant.Until is { } limit ? Later(limit, now + Durations.Join) : null;
        // After a move everybody has their time already: two hundred who come back would say two hundred times what is known.
        return participant.State == ParticipantState.Joined || (participant.Returned && participant.Until == until)
            ? Decision.Nothing
            : Decision.Of(new ParticipantReturned(participant.Person, until, now));
    }

    public static Decision Leave(MeetLife life, Guid personId, DateTimeOffset now) =>
        Absent(life, personId, out var participant)
        ?? Ending.After(life, Ending.Left, now, new ParticipantLeft(participant.Person, LeaveReason.Left, now));

    public static Decision TurnVideoOn(MeetLife life, Guid personId, DateTimeOffset now) =>
        Absent(life, personId, out var participant)
        ?? (life.Kind == MeetKind.Video ? Decision.Nothing : Decision.Of(new MeetTurnedVideo(participant.Person, now)));

    /// <summary>Asks for the word; shown to everybody, in the order of the hands.</summary>
    public static Decision ShowHand(MeetLife life, ShowHand hand, DateTimeOffset now) =>
        Absent(life, hand.PersonId, out var participant)
        ?? (hand.Raised == participant.HandRaisedAt is not null ? Decision.Nothing
            : hand.Raised ? Decision.Of(new HandRaised(participant.Person, now))
            : Decision.Of(new HandLowered(participant.Person, now)));

    /// <summary>Null when the person takes part.</summary>
    internal static Decision? Absent(MeetLife life, Guid personId, out Participant participant)
    {
        participant = life.Taking(personId)!;
        return participant is not null ? null
            : life.Over && life.Participants.Any(p => p.Person.Id == personId) ? Decision.No(RejectionCode.MeetEnded)
            : Decision.No(RejectionCode.NotAParticipant);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
