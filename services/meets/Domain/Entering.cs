using Meet.Contracts.Meets;

namespace Meet.Meets.Domain;

/// <summary>
/// Coming into a Meet that goes on, which is also what starting one where there is one already means (docs/adr/0007). Who may is the
/// caller's to check: staff in the chat, members of the room, the chat's customer.
/// </summary>
internal static class Entering
{
    public static Decision Enter(MeetLife life, EnterMeet enter, DateTimeOffset now)
    {
        var personId = enter.Person.Id;
        if (life.Taking(personId) is not null)
        {
            return TakingPart.Join(life, personId, now);
        }

        if (life.RingOf(personId) is { State: RingState.Ringing } ring && now < ring.ExpiresAt)
        {
            return Answering.Accept(life, new AcceptMeet(enter.Person, enter.InAnotherMeet), now);
        }

        return life.Over ? Decision.No(RejectionCode.MeetEnded)
            : enter.InAnotherMeet ? Decision.No(RejectionCode.CallerBusy)
            : life.Present.Count() >= Capabilities.Of(life.Kind).MaxParticipants ? Decision.No(RejectionCode.MeetFull)
            : Decision.Of(new ParticipantEntered(enter.Person, now + Durations.Join, now));
    }
}
