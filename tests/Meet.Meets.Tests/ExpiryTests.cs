using Meet.Contracts.Meets;
using Meet.Meets.Domain;
using static Meet.Meets.Tests.Scenario;
using static Meet.Meets.Tests.Some;

namespace Meet.Meets.Tests;

public sealed class ExpiryTests
{
    private static readonly DeadlinePassed RingPassed = new(DeadlineKind.Ring, TheRing);
    private static readonly DeadlinePassed JoinPassed = new(DeadlineKind.Join, Customer.Id);
    private static readonly DeadlinePassed GracePassed = new(DeadlineKind.Grace, Customer.Id);

    private static readonly MeetEvent[] Lost = [.. Talking, new ParticipantReconnecting(Customer, At(60), At(30), At(30))];

    [Fact]
    public void A_ring_that_nobody_answers_for_120_s_is_missed() =>
        Given(Calling).When(RingPassed, at: 120)
            .Then(new RingTimedOut(TheRing, Customer, At(120)), new MeetMissed(MissedReason.NotAnswered, At(120)))
            .After.Rings.ShouldHaveSingleItem().Reason.ShouldBe(MissedReason.NotAnswered);

    [Fact]
    public void A_deadline_that_is_noticed_late_still_counts() =>
        Given(Calling).When(RingPassed, at: 3600)
            .Then(new RingTimedOut(TheRing, Customer, At(3600)), new MeetMissed(MissedReason.NotAnswered, At(3600)));

    [Fact]
    public void Whoever_has_no_media_20_s_after_the_answer_is_out() =>
        Given([.. Answered, Joined(Agent, 6)]).When(JoinPassed, at: 25).Then(
            new ParticipantLeft(Customer, LeaveReason.ConnectionFailed, At(25)),
            new MeetMissed(MissedReason.ConnectionFailed, At(25)));

    [Fact]
    public void That_holds_for_the_caller_too() =>
        Given([.. Answered, Joined(Customer, 6)]).When(new DeadlinePassed(DeadlineKind.Join, Agent.Id), at: 25).Then(
            new ParticipantLeft(Agent, LeaveReason.ConnectionFailed, At(25)),
            new MeetMissed(MissedReason.ConnectionFailed, At(25)));

    [Fact]
    public void Whoever_is_not_back_after_the_grace_is_out_and_two_less_one_is_the_end() =>
        Given(Lost).When(GracePassed, at: 60).Then(
            new ParticipantLeft(Customer, LeaveReason.ConnectionLost, At(60)),
            new MeetEnded(EndReason.ConnectionLost, At(60)));

    [Fact]
    public void Three_less_one_go_on() =>
        Given([.. TalkingInThree, new ParticipantReconnecting(Customer, At(60), At(30), At(30))]).When(GracePassed, at: 60)
            .Then(new ParticipantLeft(Customer, LeaveReason.ConnectionLost, At(60)))
            .After.State.ShouldBe(MeetState.Live);

    [Fact]
    public void A_caller_whose_connection_is_gone_while_it_rings_misses_the_Meet_for_that()
    {
        MeetEvent[] callerGone = [.. Calling, Joined(Agent, 3), new ParticipantReconnecting(Agent, At(50), At(20), At(20))];

        Given(callerGone).When(new DeadlinePassed(DeadlineKind.Grace, Agent.Id), at: 50).Then(
            new ParticipantLeft(Agent, LeaveReason.ConnectionLost, At(50)),
            new MeetMissed(MissedReason.ConnectionFailed, At(50)));
    }

    [Fact]
    public void Nothing_expires_before_its_time()
    {
        Given(Calling).When(RingPassed, at: 119.999).ThenNothing();
        Given(Answered).When(JoinPassed, at: 24.999).ThenNothing();
        Given(Lost).When(GracePassed, at: 59.999).ThenNothing();
    }

    [Fact]
    public void What_has_been_settled_meanwhile_does_not_expire()
    {
        Given(Talking).When(RingPassed, at: 120).ThenNothing();
        Given(Talking).When(JoinPassed, at: 120).ThenNothing();
        Given([.. Lost, new ParticipantReconnected(Customer, "Visitor-s2", At(40), At(40))]).When(GracePassed, at: 60).ThenNothing();
        Given([.. Calling, new MeetMissed(MissedReason.CallerGaveUp, At(4))]).When(RingPassed, at: 120).ThenNothing();
    }

    [Fact]
    public void What_must_happen_when_follows_from_the_Meet()
    {
        Deadlines.Of(Evolution.Fold(Calling)).ShouldBe([new Deadline(DeadlineKind.Ring, TheRing, At(120))]);
        Deadlines.Of(Evolution.Fold(Answered)).ShouldBe(
            [new Deadline(DeadlineKind.Join, Agent.Id, At(25)), new Deadline(DeadlineKind.Join, Customer.Id, At(25))]);
        Deadlines.Of(Evolution.Fold(Talking)).ShouldBeEmpty();
        Deadlines.Of(Evolution.Fold(Lost)).ShouldBe([new Deadline(DeadlineKind.Grace, Customer.Id, At(60))]);
    }
}
