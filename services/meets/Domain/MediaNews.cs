using Meet.Contracts.Meets;

namespace Meet.Meets.Domain;

/// <summary>
/// What the media node's news mean. They come at least once and not always in order, so news of an earlier session, or older
/// than what is known, change nothing. So do news about whoever is out, and that somebody is connected where the Meet no longer is: they will
/// not be for long.
/// </summary>
internal static class MediaNews
{
    public static Decision Connected(MeetLife life, MediaConnected news, DateTimeOffset now)
    {
        if ((news.NodeId is { } node && node != life.MediaNode)
            || Concerned(life, news.PersonId, news.SessionId, news.MediaAt) is not { } p
            || (p.State == ParticipantState.Joined && p.SessionId == news.SessionId))
        {
            return Decision.Nothing;
        }

        return p.JoinedAt is null
            ? Decision.Of(new ParticipantJoined(p.Person, news.SessionId, news.MediaAt, now))
            : Decision.Of(new ParticipantReconnected(p.Person, news.SessionId, news.MediaAt, now));
    }

    /// <summary>Whoever had media and has it no longer gets the grace. Whoever is joining has a deadline already.</summary>
    public static Decision Lost(MeetLife life, MediaLost news, DateTimeOffset now) =>
        Concerned(life, news.PersonId, news.SessionId, news.MediaAt) is { State: ParticipantState.Joined } p
            ? Decision.Of(new ParticipantReconnecting(p.Person, now + Durations.Grace, news.MediaAt, now))
            : Decision.Nothing;

    /// <summary>As if each session from before had been told lost. Whoever is back at the new process already is told by their time.</summary>
    public static Decision NodeStarted(MeetLife life, MediaNodeStarted started, DateTimeOffset now) => life.MediaNode == started.NodeId
        ? Decision.Of([
            .. life.Present.Where(p => p.State == ParticipantState.Joined && p.MediaAt < started.StartedAt)
                .Select(p => new ParticipantReconnecting(p.Person, now + Durations.Grace, started.StartedAt, now)),
        ])
        : Decision.Nothing;

    /// <summary>
    /// A session that never connected. For somebody who is joining that is the end, unless they came back meanwhile and are trying
    /// again; for somebody who had media it is a loss.
    /// </summary>
    public static Decision Failed(MeetLife life, MediaFailed news, DateTimeOffset now) =>
        Concerned(life, news.PersonId, news.SessionId, news.MediaAt) switch
        {
            { State: ParticipantState.Joining, Returned: false } p => Ending.After(
                life, Ending.Failed(MissedReason.ConnectionFailed), now,
                new ParticipantLeft(p.Person, LeaveReason.ConnectionFailed, now)),
            { State: ParticipantState.Joined } =>
                Lost(life, new MediaLost(news.PersonId, news.SessionId, news.MediaAt), now),
            _ => Decision.Nothing,
        };

    /// <summary>How a session went: once for each, also after the person or the whole Meet is gone.</summary>
    public static Decision Measured(MeetLife life, RecordQuality told, DateTimeOffset now) =>
        life.Participants.FirstOrDefault(p => p.Person.Id == told.PersonId) is { } p && !p.MeasuredSessions.Contains(told.SessionId)
            ? Decision.Of(new ParticipantQuality(
                p.Person, told.SessionId, told.Quality.Score, told.Quality.LossPercent, told.Quality.JitterMs,
                told.Quality.RoundTripMs, told.Quality.Seconds, now))
            : Decision.Nothing;

    private static Participant? Concerned(MeetLife life, Guid personId, string sessionId, DateTimeOffset mediaAt) =>
        life.Taking(personId) is { } p && !p.EarlierSessions.Contains(sessionId) && !(mediaAt < p.MediaAt) ? p : null;
}
