using Meet.Contracts;
using Meet.Contracts.Meets;
using Meet.Meets.Domain;
using static Meet.Meets.Tests.Scenario;
using static Meet.Meets.Tests.Some;

namespace Meet.Meets.Tests;

public sealed class EnteringTests
{
    [Fact]
    public void A_colleague_comes_in_without_being_rung()
    {
        var after = Given(Talking).When(new EnterMeet(Colleague, InAnotherMeet: false), at: 30)
            .Then(new ParticipantEntered(Colleague, At(50), At(30))).After;

        after.Present.Select(p => p.Person).ShouldBe([Agent, Customer, Colleague]);
        Deadlines.Of(after).ShouldBe([new Deadline(DeadlineKind.Join, Colleague.Id, At(50))]);
    }

    [Fact]
    public void Whoever_is_rung_answers_by_coming_in() =>
        Given(Calling).When(new EnterMeet(Customer, InAnotherMeet: false), at: 5).Then(Accepted(Customer, 5));

    [Fact]
    public void Whoever_is_in_it_comes_back() =>
        Given(Calling).When(new EnterMeet(Agent, InAnotherMeet: true), at: 10).Then(new ParticipantReturned(Agent, null, At(10)));

    [Fact]
    public void A_Meet_that_rings_is_live_with_the_second_person_and_goes_on_ringing()
    {
        var after = Given(Calling).When(new EnterMeet(Colleague, InAnotherMeet: false), at: 5).After;

        after.State.ShouldBe(MeetState.Live);
        after.Ringing.ShouldHaveSingleItem().Person.ShouldBe(Customer);
        Given([.. Calling, new ParticipantEntered(Colleague, At(25), At(5)), Joined(Agent, 6), Joined(Colleague, 7)])
            .When(new DeadlinePassed(DeadlineKind.Ring, TheRing), at: 120).Then(new RingTimedOut(TheRing, Customer, At(120)));
    }

    [Fact]
    public void Whoever_left_may_come_again_and_keeps_when_they_first_joined()
    {
        MeetEvent[] left = [.. TalkingInThree, new ParticipantLeft(Colleague, LeaveReason.Left, At(40))];

        var back = Given(left).When(new EnterMeet(Colleague, InAnotherMeet: false), at: 60).After.Taking(Colleague.Id).ShouldNotBeNull();

        (back.State, back.JoinedAt, back.LeftAt, back.Until).ShouldBe((ParticipantState.Joining, At(16), null, At(80)));
    }

    [Fact]
    public void Nobody_comes_into_a_Meet_that_is_over_or_from_another_one()
    {
        Given([.. Talking, new MeetEnded(EndReason.EveryoneLeft, At(60))])
            .When(new EnterMeet(Colleague, InAnotherMeet: false), at: 61).ThenRejected(RejectionCode.MeetEnded);
        Given(Talking).When(new EnterMeet(Colleague, InAnotherMeet: true), at: 30).ThenRejected(RejectionCode.CallerBusy);
    }

    [Fact]
    public void The_201st_is_told_that_it_is_full()
    {
        var crowd = Enumerable.Range(0, 198).Select(n =>
            (MeetEvent)new ParticipantEntered(new PersonRef(PersonKind.Staff, Id(1000 + n), $"S{n}"), At(30), At(10)));
        MeetEvent[] full = [.. Talking, .. crowd];

        Evolution.Fold(full).Present.Count().ShouldBe(200);
        Given(full).When(new EnterMeet(Colleague, InAnotherMeet: false), at: 11).ThenRejected(RejectionCode.MeetFull);
        Given([.. full, new ParticipantLeft(Customer, LeaveReason.Left, At(11))])
            .When(new EnterMeet(Colleague, InAnotherMeet: false), at: 12).Then(new ParticipantEntered(Colleague, At(32), At(12)));
    }
}
