using Meet.Contracts.Meets;
using Meet.Meets.Domain;
using static Meet.Meets.Tests.Scenario;
using static Meet.Meets.Tests.Some;

namespace Meet.Meets.Tests;

public sealed class AnsweringTests
{
    private static AcceptMeet Accept(bool inAnotherMeet = false) => new(Customer, inAnotherMeet);

    [Fact]
    public void The_first_answer_makes_the_Meet_live()
    {
        var after = Given(Calling).When(Accept(), at: 5).Then(Accepted(Customer, 5)).After;

        after.State.ShouldBe(MeetState.Live);
        after.LiveAt.ShouldBe(At(5));
        after.Rings.ShouldHaveSingleItem().State.ShouldBe(RingState.Answered);
        after.Present.Select(p => (p.Person, p.State))
            .ShouldBe([(Agent, ParticipantState.Joining), (Customer, ParticipantState.Joining)]);
    }

    [Fact]
    public void A_second_answer_from_another_device_comes_too_late()
    {
        Given(Answered).When(Accept(), at: 6).ThenRejected(RejectionCode.AlreadyAnswered);
        Given(Answered).When(new DeclineMeet(Customer.Id), at: 6).ThenRejected(RejectionCode.AlreadyAnswered);
    }

    [Fact]
    public void Who_is_not_rung_cannot_answer()
    {
        Given(Calling).When(new AcceptMeet(Colleague, false), at: 5).ThenRejected(RejectionCode.NotRung);
        Given(Calling).When(new DeclineMeet(Agent.Id), at: 5).ThenRejected(RejectionCode.NotRung);
    }

    [Fact]
    public void Who_is_in_another_Meet_must_leave_it_first() =>
        Given(Calling).When(Accept(inAnotherMeet: true), at: 5).ThenRejected(RejectionCode.CallerBusy);

    [Fact]
    public void After_120_s_it_does_not_ring_any_more_even_if_nobody_has_noticed_yet()
    {
        Given(Calling).When(Accept(), at: 119.999).Then(Accepted(Customer, 119.999));
        Given(Calling).When(Accept(), at: 120).ThenRejected(RejectionCode.NotRinging);
        Given(Calling).When(new DeclineMeet(Customer.Id), at: 120).ThenRejected(RejectionCode.NotRinging);
    }

    [Fact]
    public void The_200th_takes_part_and_the_next_does_not()
    {
        MeetEvent[] History(int others) =>
        [
            .. Calling,
            .. Enumerable.Range(0, others).SelectMany(IEnumerable<MeetEvent> (n) =>
            [
                new RingStarted(Id(1000 + n), Colleague with { Id = Id(2000 + n) }, At(120), Noon),
                new MeetAccepted(Id(1000 + n), Colleague with { Id = Id(2000 + n) }, At(22), At(2)),
            ]),
        ];

        Given(History(198)).When(Accept(), at: 5).Then(Accepted(Customer, 5)).After.Present.Count().ShouldBe(200);
        Given(History(199)).When(Accept(), at: 5).ThenRejected(RejectionCode.MeetFull);
    }

    [Fact]
    public void A_declined_Meet_is_missed() =>
        Given(Calling).When(new DeclineMeet(Customer.Id), at: 5)
            .Then(new RingDeclined(TheRing, Customer, At(5)), new MeetMissed(MissedReason.Declined, At(5)))
            .After.Rings.ShouldHaveSingleItem().Reason.ShouldBe(MissedReason.Declined);

    [Fact]
    public void While_somebody_else_still_rings_a_declined_ring_is_not_the_end() =>
        Given([.. Calling, new RingStarted(Id(20), Colleague, At(120), Noon)]).When(new DeclineMeet(Customer.Id), at: 5)
            .Then(new RingDeclined(TheRing, Customer, At(5)))
            .After.State.ShouldBe(MeetState.Ringing);

    [Fact]
    public void The_caller_gives_up()
    {
        var after = Given(Calling).When(new CancelMeet(Agent.Id), at: 5).Then(new MeetMissed(MissedReason.CallerGaveUp, At(5))).After;

        var ring = after.Rings.ShouldHaveSingleItem();
        ring.State.ShouldBe(RingState.Stopped);
        ring.Reason.ShouldBe(MissedReason.CallerGaveUp);
        after.EndReason.ShouldBe(EndReason.Missed);
    }

    [Fact]
    public void Only_the_caller_cancels_and_only_while_it_rings()
    {
        Given(Calling).When(new CancelMeet(Customer.Id), at: 5).ThenRejected(RejectionCode.NotTheCaller);
        Given(Answered).When(new CancelMeet(Agent.Id), at: 6).ThenRejected(RejectionCode.NotRinging);
    }

    [Fact]
    public void A_Meet_that_is_over_cannot_be_answered_or_cancelled()
    {
        var over = Given([.. Calling, new MeetMissed(MissedReason.CallerGaveUp, At(4))]);

        over.When(Accept(), at: 5).ThenRejected(RejectionCode.MeetEnded);
        over.When(new DeclineMeet(Customer.Id), at: 5).ThenRejected(RejectionCode.MeetEnded);
        over.When(new CancelMeet(Agent.Id), at: 5).ThenRejected(RejectionCode.MeetEnded);
    }

    [Theory]
    [InlineData(nameof(FailureReason.MicrophoneBlocked), MissedReason.MicrophoneBlocked)]
    [InlineData(nameof(FailureReason.ConnectionFailed), MissedReason.ConnectionFailed)]
    public void Who_is_rung_and_cannot_answer_for_a_technical_reason_misses_it_for_that_reason(string reason, MissedReason missed) =>
        Given(Calling).When(new ReportFailure(Customer.Id, Enum.Parse<FailureReason>(reason)), at: 5)
            .Then(new RingFailed(TheRing, Customer, missed, At(5)), new MeetMissed(missed, At(5)))
            .After.Rings.ShouldHaveSingleItem().Reason.ShouldBe(missed);

    [Fact]
    public void A_caller_whose_microphone_is_blocked_ends_the_ringing() =>
        Given(Calling).When(new ReportFailure(Agent.Id, FailureReason.MicrophoneBlocked), at: 5).Then(
            new ParticipantLeft(Agent, LeaveReason.MicrophoneBlocked, At(5)),
            new MeetMissed(MissedReason.MicrophoneBlocked, At(5)));

    [Fact]
    public void Who_answered_and_cannot_join_makes_it_missed_since_nobody_met() =>
        Given(Answered).When(new ReportFailure(Customer.Id, FailureReason.MicrophoneBlocked), at: 8).Then(
            new ParticipantLeft(Customer, LeaveReason.MicrophoneBlocked, At(8)),
            new MeetMissed(MissedReason.MicrophoneBlocked, At(8)));

    [Fact]
    public void A_failure_after_people_met_ends_the_Meet_without_making_it_missed() =>
        Given(Talking).When(new ReportFailure(Customer.Id, FailureReason.ConnectionFailed), at: 60).Then(
            new ParticipantLeft(Customer, LeaveReason.ConnectionFailed, At(60)),
            new MeetEnded(EndReason.ConnectionLost, At(60)));

    [Fact]
    public void Strangers_report_nothing_and_a_Meet_that_is_over_takes_no_report()
    {
        Given(Calling).When(new ReportFailure(Stranger, FailureReason.ConnectionFailed), at: 5).ThenRejected(RejectionCode.NotRung);
        Given([.. Talking, new MeetEnded(EndReason.EveryoneLeft, At(30))])
            .When(new ReportFailure(Agent.Id, FailureReason.ConnectionFailed), at: 31).ThenRejected(RejectionCode.MeetEnded);
    }
}
