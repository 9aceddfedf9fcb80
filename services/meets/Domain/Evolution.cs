using System.Collections.Immutable;
using Meet.Contracts;
using Meet.Contracts.Meets;

namespace Meet.Meets.Domain;

/// <summary>What each event makes of a Meet. Total: an event that was stored is a fact, nothing here may refuse it.</summary>
internal static class Evolution
{
    public static MeetLife Fold(IEnumerable<MeetEvent> events) => events.Aggregate(MeetLife.Unstarted, Evolve);

    public static MeetLife Evolve(MeetLife life, MeetEvent happened) =>
        Next(life, happened) with { Version = life.Version + 1 };

    private static MeetLife Begin(MeetStarted e) => new()
    {
        Id = e.MeetId,
        TenantId = e.TenantId,
        ChatId = e.ChatId,
        Place = e.Place,
        Kind = e.Kind,
        MediaNode = e.MediaNode,
        StartedBy = e.StartedBy,
        StartedAt = e.At,
        CallbackOf = e.CallbackOf,
        VideoCodecs = e.VideoCodecs,
        Participants = [new Participant(e.StartedBy)],
    };

    private static MeetLife Next(MeetLife life, MeetEvent happened) => happened switch
    {
        MeetStarted e => Begin(e),
        RingStarted e => life with
        {
            Rings = life.Rings.Add(new Ring(e.RingId, e.Person, RingState.Ringing, e.At, e.ExpiresAt, null)),
        },
        LinkRingStarted e => life with
        {
            Rings = life.Rings.Add(
                new Ring(e.RingId, e.Person, RingState.Ringing, e.At, e.ExpiresAt, null) { Channel = RingChannel.Link }),
        },
        RingRang e => life.WithRing(e.RingId, r => r with { Legs = Legs(r, e.DeviceId, e.Device, e.At) }),
        RingSettled e => life.WithRing(
            e.RingId, r => r with { SettledOn = e.DeviceId, Legs = Legs(r, e.DeviceId, e.Device, e.At) }),
        RingPrevented e => life with
        {
            Rings = life.Rings.Add(new Ring(e.RingId, e.Person, RingState.Stopped, e.At, e.At, e.Reason) { EndedAt = e.At }),
        },
        MeetAccepted e => Accept(life, e),
        RingDeclined e => life.WithRing(e.RingId, r => Over(r, RingState.Declined, MissedReason.Declined, e.At)),
        RingTimedOut e => life.WithRing(e.RingId, r => Over(r, RingState.TimedOut, MissedReason.NotAnswered, e.At)),
        RingFailed e => life.WithRing(e.RingId, r => Over(r, RingState.Stopped, e.Reason, e.At)),
        ParticipantJoined e => life.With(e.Person.Id, p => Up(p, e.SessionId, e.MediaAt) with { JoinedAt = p.JoinedAt ?? e.At }),
        ParticipantReconnected e => life.With(e.Person.Id, p => Up(p, e.SessionId, e.MediaAt)),
        ParticipantReconnecting e => life.With(e.Person.Id, p => p with
        {
            State = ParticipantState.Reconnecting,
            Until = e.Until,
            MediaAt = e.MediaAt,
        }),
        ParticipantReturned e => life.With(e.Person.Id, p => p with { Until = e.Until, Returned = true }),
        ParticipantEntered e => ComesIn(life, e.Person, e.JoinBy, e.At),
        HandRaised e => life.With(e.Person.Id, p => p with { HandRaisedAt = e.At }),
        HandLowered e => life.With(e.Person.Id, p => p with { HandRaisedAt = null }),
        ParticipantMuted e => life.With(e.Person.Id, p => p with { MutedAt = e.At, MutedBy = e.By }),
        ParticipantQuality e => life.With(e.Person.Id, p => Measured(p, e)),
        ParticipantLeft e => life.With(e.Person.Id, p => Out(p, e.At)),
        MeetTurnedVideo e => life with { Kind = MeetKind.Video, VideoSince = e.At },
        MediaMoved e => life with { MediaNode = e.To, Participants = [.. life.Participants.Select(p => Moved(p, e.Until))] },
        MeetMissed e => End(life, EndReason.Missed, e.Reason, e.At),
        MeetEnded e => End(life, e.Reason, null, e.At),
        MeetEndedForAll e => End(life, EndReason.EndedByStaff, null, e.At) with { EndedBy = e.By },
        MeetCalledBack e => life with { CalledBackBy = e.ByMeetId },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a Meet."),
    };

    private static MeetLife Accept(MeetLife life, MeetAccepted e) =>
        ComesIn(life.WithRing(e.RingId, r => Over(r, RingState.Answered, null, e.At)), e.Person, e.JoinBy, e.At);

    /// <summary>With the second person the Meet is live, and whoever has no media yet must hurry.</summary>
    private static MeetLife ComesIn(MeetLife life, PersonRef person, DateTimeOffset joinBy, DateTimeOffset at)
    {
        var back = life.Participants.FirstOrDefault(p => p.Person.Id == person.Id) ?? new Participant(person);
        var joining = life.Participants
            .Where(p => p.Person.Id != person.Id)
            .Select(p => p.State == ParticipantState.Joining ? p with { Until = p.Until ?? joinBy } : p)
            .Append(back with { State = ParticipantState.Joining, LeftAt = null, Until = joinBy, Returned = false });
        return life with
        {
            State = MeetState.Live,
            LiveAt = life.LiveAt ?? at,
            Participants = [.. joining],
        };
    }

    private static MeetLife End(MeetLife life, EndReason reason, MissedReason? missed, DateTimeOffset at) => life with
    {
        State = MeetState.Ended,
        EndReason = reason,
        MissedReason = missed,
        EndedAt = at,
        Rings = [.. life.Rings.Select(r => r.State == RingState.Ringing ? Over(r, RingState.Stopped, missed, at) : r)],
        Participants = [.. life.Participants.Select(p => p.State == ParticipantState.Left ? p : Out(p, at))],
    };

    private static Participant Up(Participant p, string session, DateTimeOffset mediaAt) => p with
    {
        State = ParticipantState.Joined,
        Until = null,
        Returned = false,
        SessionId = session,
        EarlierSessions = p.SessionId is { } earlier && earlier != session ? p.EarlierSessions.Add(earlier) : p.EarlierSessions,
        MediaAt = mediaAt,
    };

    /// <summary>
    /// Sessions of the node before count as earlier ones, and its clock says nothing about the next one's. Who is still joining has as
    /// long as the others.
    /// </summary>
    private static Participant Moved(Participant p, DateTimeOffset until) => p.State == ParticipantState.Left ? p : p with
    {
        State = p.State == ParticipantState.Joined ? ParticipantState.Reconnecting : p.State,
        Until = p.State == ParticipantState.Joined || p.Until < until ? until : p.Until,
        Returned = true,
        SessionId = null,
        EarlierSessions = p.SessionId is { } earlier ? p.EarlierSessions.Add(earlier) : p.EarlierSessions,
        MediaAt = null,
    };

    private static Participant Out(Participant p, DateTimeOffset at) =>
        p with { State = ParticipantState.Left, LeftAt = at, Until = null, HandRaisedAt = null };

    private static Ring Over(Ring ring, RingState state, MissedReason? reason, DateTimeOffset at) =>
        ring with { State = state, Reason = reason, EndedAt = at };

    private static ImmutableArray<RingLeg> Legs(Ring ring, string deviceId, string device, DateTimeOffset at) =>
        ring.Legs.Any(leg => leg.DeviceId == deviceId) ? ring.Legs : ring.Legs.Add(new RingLeg(deviceId, device, at));

    private static Participant Measured(Participant p, ParticipantQuality e) => p with
    {
        Quality = Quality.Add(p.Quality, new QualityView(e.Score, e.LossPercent, e.JitterMs, e.RoundTripMs, e.Seconds)),
        MeasuredSessions = p.MeasuredSessions.Add(e.SessionId),
    };

    private static MeetLife WithRing(this MeetLife life, Guid ringId, Func<Ring, Ring> change) => life with
    {
        Rings = [.. life.Rings.Select(r => r.Id == ringId ? change(r) : r)],
    };

    private static MeetLife With(this MeetLife life, Guid personId, Func<Participant, Participant> change) => life with
    {
        Participants = [.. life.Participants.Select(p => p.Person.Id == personId ? change(p) : p)],
    };
}
