using Meet.Contracts;
using Meet.Contracts.Meets;

namespace Meet.Meets.Domain;

/// <summary>What only staff who are in the Meet may do to it and to others.</summary>
internal static class Hosting
{
    /// <summary>Over for everybody. While it only rings, that is giving up.</summary>
    public static Decision End(MeetLife life, Guid personId, DateTimeOffset now) =>
        NotStaffInside(life, personId, out var by)
        ?? (life.State == MeetState.Ringing
            ? Decision.Of(new MeetMissed(MissedReason.CallerGaveUp, now))
            : Decision.Of(new MeetEndedForAll(by.Person, now)));

    /// <summary>The page of whoever is muted switches the microphone off; they may switch it on again.</summary>
    public static Decision Mute(MeetLife life, MuteParticipant mute, DateTimeOffset now)
    {
        if (NotStaffInside(life, mute.ByPersonId, out var by) is { } no)
        {
            return no;
        }

        return life.Taking(mute.PersonId) is { } participant
            ? Decision.Of(new ParticipantMuted(participant.Person, by.Person, now))
            : Decision.No(RejectionCode.NotAParticipant);
    }

    /// <summary>Null when this person takes part and is staff.</summary>
    public static Decision? NotStaffInside(MeetLife life, Guid personId, out Participant by) =>
        TakingPart.Absent(life, personId, out by)
        ?? (by.Person.Kind == PersonKind.Staff ? null : Decision.No(RejectionCode.StaffOnly));
}
