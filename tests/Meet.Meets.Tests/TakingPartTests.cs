using Meet.Contracts.Meets;
using Meet.Meets.Domain;
using static Meet.Meets.Tests.Scenario;
using static Meet.Meets.Tests.Some;

namespace Meet.Meets.Tests;

public sealed class TakingPartTests
{
    [Fact]
    public void When_one_of_two_leaves_the_Meet_is_over()
    {
        var after = Given(Talking).When(new LeaveMeet(Customer.Id), at: 60)
            .Then(new ParticipantLeft(Customer, LeaveReason.Left, At(60)), new MeetEnded(EndReason.EveryoneLeft, At(60))).After;

        after.Participants.ShouldAllBe(p => p.State == ParticipantState.Left && p.LeftAt == At(60));
        after.EndedAt.ShouldBe(At(60));
    }

    [Fact]
    public void When_one_of_three_leaves_the_others_go_on() =>
        Given(TalkingInThree).When(new LeaveMeet(Customer.Id), at: 60)
            .Then(new ParticipantLeft(Customer, LeaveReason.Left, At(60)))
            .After.State.ShouldBe(MeetState.Live);

    [Fact]
    public void Whoever_is_left_alone_stays_while_somebody_is_still_rung() =>
        Given([.. Talking, new RingStarted(Id(20), Colleague, At(150), At(30))]).When(new LeaveMeet(Customer.Id), at: 60)
            .Then(new ParticipantLeft(Customer, LeaveReason.Left, At(60)))
            .After.State.ShouldBe(MeetState.Live);

    [Fact]
    public void A_caller_who_leaves_while_it_rings_gave_up() =>
        Given(Calling).When(new LeaveMeet(Agent.Id), at: 5).Then(
            new ParticipantLeft(Agent, LeaveReason.Left, At(5)), new MeetMissed(MissedReason.CallerGaveUp, At(5)));

    [Fact]
    public void Leaving_after_the_answer_and_before_media_is_up_is_no_missed_Meet() =>
        Given(Answered).When(new LeaveMeet(Customer.Id), at: 6).Then(
            new ParticipantLeft(Customer, LeaveReason.Left, At(6)), new MeetEnded(EndReason.EveryoneLeft, At(6)));

    [Fact]
    public void Only_participants_join_leave_and_turn_video_on()
    {
        foreach (var command in new MeetCommand[] { new JoinMeet(Customer.Id), new LeaveMeet(Customer.Id), new TurnVideoOn(Customer.Id) })
        {
            Given(Calling).When(command, at: 5).ThenRejected(RejectionCode.NotAParticipant);
        }
    }

    [Fact]
    public void Who_left_does_not_come_back_by_themselves() =>
        Given([.. TalkingInThree, new ParticipantLeft(Colleague, LeaveReason.Left, At(30))])
            .When(new JoinMeet(Colleague.Id), at: 31).ThenRejected(RejectionCode.NotAParticipant);

    [Fact]
    public void A_Meet_that_is_over_says_so_to_its_participants()
    {
        var over = Given([.. Talking, new ParticipantLeft(Customer, LeaveReason.Left, At(60)), new MeetEnded(EndReason.EveryoneLeft, At(60))]);

        over.When(new JoinMeet(Agent.Id), at: 61).ThenRejected(RejectionCode.MeetEnded);
        over.When(new LeaveMeet(Customer.Id), at: 61).ThenRejected(RejectionCode.MeetEnded);
        over.When(new TurnVideoOn(Agent.Id), at: 61).ThenRejected(RejectionCode.MeetEnded);
    }

    [Fact]
    public void Whoever_still_has_media_may_join_again_and_nothing_changes_until_the_new_session_is_up() =>
        Given(Talking).When(new JoinMeet(Customer.Id), at: 30).ThenNothing();

    [Fact]
    public void A_return_during_the_grace_gives_time_to_use_the_new_grant()
    {
        MeetEvent[] lost = [.. Talking, new ParticipantReconnecting(Customer, At(60), At(30), At(30))];

        Given(lost).When(new JoinMeet(Customer.Id), at: 55).Then(new ParticipantReturned(Customer, At(75), At(55)))
            .After.Taking(Customer.Id)!.State.ShouldBe(ParticipantState.Reconnecting);
        Given(lost).When(new JoinMeet(Customer.Id), at: 31).Then(new ParticipantReturned(Customer, At(60), At(31)));
    }

    [Fact]
    public void After_a_move_whoever_comes_back_has_their_time_already_until_it_gets_short()
    {
        MeetEvent[] moved = [.. Talking, new MediaMoved(Node, "media-2", MediaMoveReason.NodeLost, At(60), At(30))];

        Given(moved).When(new JoinMeet(Customer.Id), at: 31).ThenNothing();
        Given(moved).When(new JoinMeet(Customer.Id), at: 40).ThenNothing();
        Given(moved).When(new JoinMeet(Customer.Id), at: 41).Then(new ParticipantReturned(Customer, At(61), At(41)));
    }

    [Fact]
    public void A_caller_who_reloads_while_it_rings_is_under_no_deadline() =>
        Deadlines.Of(Given(Calling).When(new JoinMeet(Agent.Id), at: 10).Then(new ParticipantReturned(Agent, null, At(10))).After)
            .ShouldHaveSingleItem().Kind.ShouldBe(DeadlineKind.Ring);

    [Fact]
    public void Voice_becomes_video_once_and_for_all()
    {
        var after = Given(Talking).When(new TurnVideoOn(Customer.Id), at: 20).Then(new MeetTurnedVideo(Customer, At(20))).After;
        (after.Kind, after.VideoSince).ShouldBe((MeetKind.Video, At(20)));
        Given([.. Talking, new MeetTurnedVideo(Customer, At(20))]).When(new TurnVideoOn(Agent.Id), at: 21).ThenNothing();
    }
}
