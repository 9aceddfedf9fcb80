using Meet.Contracts.Meets;

namespace Meet.Meets.Domain;

/// <summary>
/// Everything that can be wanted of a Meet, decided in one place: a pure function of its life, the command and the time.
/// The rules are PRODUCT.md's for voice and video Meets; each has its file.
/// </summary>
internal static class Decider
{
    public static Decision Decide(MeetLife life, MeetCommand command, DateTimeOffset now) => command switch
    {
        StartMeet start => life.Started ? Decision.Nothing : Starting.Decide(start, now),
        StartAmongStaff start => life.Started ? Decision.Nothing : StartingAmongStaff.Decide(start, now),
        _ when !life.Started => Decision.No(RejectionCode.NotFound),
        AcceptMeet accept => Answering.Accept(life, accept, now),
        DeclineMeet decline => Answering.Decline(life, decline, now),
        RingOnDevice rings => Answering.Rang(life, rings, now),
        CancelMeet cancel => Answering.Cancel(life, cancel.PersonId, now),
        ReportFailure failure => Answering.Fail(life, failure, now),
        EnterMeet enter => Entering.Enter(life, enter, now),
        InviteStaff invite => Inviting.Decide(life, invite, now),
        EndForAll end => Hosting.End(life, end.PersonId, now),
        MuteParticipant mute => Hosting.Mute(life, mute, now),
        ShowHand hand => TakingPart.ShowHand(life, hand, now),
        JoinMeet join => TakingPart.Join(life, join.PersonId, now),
        LeaveMeet leave => TakingPart.Leave(life, leave.PersonId, now),
        TurnVideoOn video => TakingPart.TurnVideoOn(life, video.PersonId, now),
        MediaConnected up => MediaNews.Connected(life, up, now),
        MediaLost down => MediaNews.Lost(life, down, now),
        MediaFailed failed => MediaNews.Failed(life, failed, now),
        MoveMedia move => MovingMedia.Decide(life, move, now),
        MediaNodeStarted started => MediaNews.NodeStarted(life, started, now),
        RecordQuality quality => MediaNews.Measured(life, quality, now),
        DeadlinePassed passed => Expiry.Decide(life, passed, now),
        CallBack back => CalledBack(life, back, now),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "No rule decides this."),
    };

    /// <summary>Rule 5. The first callback is the answer; later ones are Meets of their own.</summary>
    private static Decision CalledBack(MeetLife life, CallBack back, DateTimeOffset now) => life switch
    {
        not { EndReason: EndReason.Missed } => Decision.No(RejectionCode.NotAMissedMeet),
        { CalledBackBy: not null } => Decision.Nothing,
        _ => Decision.Of(new MeetCalledBack(back.ByMeetId, now)),
    };
}
