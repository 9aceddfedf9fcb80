using Meet.Contracts.Chat;
using Meet.Contracts.Meets;

namespace Meet.Meets.Domain;

/// <summary>Further staff are rung into a running Meet. Whoever is in it, or rung, is passed over.</summary>
internal static class Inviting
{
    public static Decision Decide(MeetLife life, InviteStaff invite, DateTimeOffset now)
    {
        if (Hosting.NotStaffInside(life, invite.ByPersonId, out _) is { } no)
        {
            return no;
        }

        if (life.Place == MeetPlace.DirectMessage)
        {
            return Decision.No(RejectionCode.IsDirectMessage);
        }

        var called = invite.Callees
            .Where(callee => life.Taking(callee.Person.Id) is null && life.Ringing.All(ring => ring.Person.Id != callee.Person.Id))
            .DistinctBy(callee => callee.Person.Id)
            .ToArray();
        var seats = life.Present.Count() + life.Ringing.Count() + called.Count(Reachable);
        return seats > Capabilities.Of(life.Kind).MaxParticipants
            ? Decision.No(RejectionCode.MeetFull)
            : Decision.Of([.. called.Select(callee => Ring(callee, now))]);
    }

    public static bool Reachable(Callee callee) => callee.Presence != PresenceState.Offline;

    public static MeetEvent Ring(Callee callee, DateTimeOffset now) => Reachable(callee)
        ? new RingStarted(callee.RingId, callee.Person, now + Durations.Ring, now)
        : new RingPrevented(callee.RingId, callee.Person, MissedReason.AssigneeOffline, now);
}
