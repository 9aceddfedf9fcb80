using Meet.Contracts.Meets;

namespace Meet.Meets.Domain;

/// <summary>PRODUCT.md, voice and video rules 4 and 5: what becomes of a ring.</summary>
internal static class Answering
{
    public static Decision Accept(MeetLife life, AcceptMeet accept, DateTimeOffset now)
    {
        if (Unanswerable(life, accept.Person.Id, now, out var ring) is { } no)
        {
            return no;
        }

        if (accept.InAnotherMeet)
        {
            return Decision.No(RejectionCode.CallerBusy);
        }

        return life.Present.Count() >= Capabilities.Of(life.Kind).MaxParticipants
            ? Decision.No(RejectionCode.MeetFull)
            : Decision.Of([new MeetAccepted(ring.Id, accept.Person, now + Durations.Join, now), .. Settled(ring, accept.On, now)]);
    }

    public static Decision Decline(MeetLife life, DeclineMeet decline, DateTimeOffset now) =>
        Unanswerable(life, decline.PersonId, now, out var ring)
        ?? Ending.After(life, Ending.Declined, now, [new RingDeclined(ring.Id, ring.Person, now), .. Settled(ring, decline.On, now)]);

    /// <summary>Each device once for a ring; those above the most that are remembered ring all the same.</summary>
    public static Decision Rang(MeetLife life, RingOnDevice rings, DateTimeOffset now) =>
        Unanswerable(life, rings.PersonId, now, out var ring)
        ?? (ring.Legs.Length >= Device.Most || ring.Legs.Any(leg => leg.DeviceId == rings.On.Id)
            ? Decision.Nothing
            : Decision.Of(new RingRang(ring.Id, rings.On.Id, rings.On.Name, now)));

    private static MeetEvent[] Settled(Ring ring, Device? on, DateTimeOffset now) =>
        on is null ? [] : [new RingSettled(ring.Id, on.Id, on.Name, now)];

    public static Decision Cancel(MeetLife life, Guid personId, DateTimeOffset now) => life switch
    {
        _ when life.StartedBy.Id != personId => Decision.No(RejectionCode.NotTheCaller),
        { Over: true } => Decision.No(RejectionCode.MeetEnded),
        { State: MeetState.Live } => Decision.No(RejectionCode.NotRinging),
        _ => Decision.Of(new MeetMissed(MissedReason.CallerGaveUp, now)),
    };

    /// <summary>A page tells that its person cannot join: whoever is rung, or takes part without media.</summary>
    public static Decision Fail(MeetLife life, ReportFailure report, DateTimeOffset now)
    {
        var (missed, left) = report.Reason == FailureReason.MicrophoneBlocked
            ? (MissedReason.MicrophoneBlocked, LeaveReason.MicrophoneBlocked)
            : (MissedReason.ConnectionFailed, LeaveReason.ConnectionFailed);
        if (life.Taking(report.PersonId) is { } participant)
        {
            return Ending.After(life, Ending.Failed(missed), now, new ParticipantLeft(participant.Person, left, now));
        }

        if (life.Over && life.Participants.Any(p => p.Person.Id == report.PersonId))
        {
            return Decision.No(RejectionCode.MeetEnded);
        }

        return Unanswerable(life, report.PersonId, now, out var ring)
            ?? Ending.After(life, Ending.Failed(missed), now, new RingFailed(ring.Id, ring.Person, missed, now));
    }

    /// <summary>Null when the person's ring waits for an answer. One that is overdue does not: 120 s are 120 s.</summary>
    private static Decision? Unanswerable(MeetLife life, Guid personId, DateTimeOffset now, out Ring ring)
    {
        ring = life.RingOf(personId)!;
        return ring switch
        {
            null => Decision.No(RejectionCode.NotRung),
            _ when life.Over => Decision.No(RejectionCode.MeetEnded),
            { State: RingState.Answered } => Decision.No(RejectionCode.AlreadyAnswered),
            not { State: RingState.Ringing } => Decision.No(RejectionCode.NotRinging),
            _ => now >= ring.ExpiresAt ? Decision.No(RejectionCode.NotRinging) : null,
        };
    }
}
