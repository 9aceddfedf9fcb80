using Meet.Contracts.Meets;

namespace Meet.Meets.Domain;

/// <summary>
/// What happens when nobody does anything in time. A deadline that is not the Meet's (any more), or not yet due, changes nothing:
/// it may be reported twice, late, or by several replicas.
/// </summary>
internal static class Expiry
{
    public static Decision Decide(MeetLife life, DeadlinePassed passed, DateTimeOffset now)
    {
        var due = Deadlines.Of(life).FirstOrDefault(d => d.Kind == passed.Kind && d.Subject == passed.Subject);
        return due is null || now < due.DueAt ? Decision.Nothing : due.Kind switch
        {
            DeadlineKind.Ring => RingOver(life, life.Ringing.First(r => r.Id == due.Subject), now),
            DeadlineKind.Join => Out(life, due.Subject, LeaveReason.ConnectionFailed, now),
            _ => Out(life, due.Subject, LeaveReason.ConnectionLost, now),
        };
    }

    private static Decision RingOver(MeetLife life, Ring ring, DateTimeOffset now) =>
        Ending.After(life, Ending.NotAnswered, now, new RingTimedOut(ring.Id, ring.Person, now));

    private static Decision Out(MeetLife life, Guid personId, LeaveReason reason, DateTimeOffset now) =>
        Ending.After(
            life, Ending.Failed(MissedReason.ConnectionFailed), now,
            new ParticipantLeft(life.Taking(personId)!.Person, reason, now));
}
