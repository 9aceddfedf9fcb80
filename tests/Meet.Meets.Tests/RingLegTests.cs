using Meet.Contracts.Meets;
using Meet.Meets.Domain;
using Meet.Meets.Views;
using static Meet.Meets.Tests.Scenario;
using static Meet.Meets.Tests.Some;

namespace Meet.Meets.Tests;

/// <summary>On which devices a ring sounded, and what became of it there.</summary>
public sealed class RingLegTests
{
    private static readonly Device Desk = new("desk", "Chrome · Windows");
    private static readonly Device Phone = new("phone", "Chrome · Android");

    private static readonly MeetEvent[] OnTwo =
        [Started(Customer), Rings(Agent), new RingRang(TheRing, Desk.Id, Desk.Name, At(1)), new RingRang(TheRing, Phone.Id, Phone.Name, At(2))];

    [Fact]
    public void A_device_rings_once()
    {
        Given(Started(Customer), Rings(Agent)).When(new RingOnDevice(Agent.Id, Desk), at: 1).Then(new RingRang(TheRing, Desk.Id, Desk.Name, At(1)));
        Given(OnTwo).When(new RingOnDevice(Agent.Id, Desk), at: 3).ThenNothing();
        Given(OnTwo).When(new RingOnDevice(Colleague.Id, Desk), at: 3).ThenRejected(RejectionCode.NotRung);
        Given(OnTwo).When(new RingOnDevice(Agent.Id, Desk), at: 121).ThenRejected(RejectionCode.NotRinging);
    }

    [Fact]
    public void More_devices_than_are_remembered_ring_all_the_same()
    {
        var many = Enumerable.Range(0, Device.Most).Select(n => (MeetEvent)new RingRang(TheRing, $"d{n}", "x", At(1)));

        Given([Started(Customer), Rings(Agent), .. many]).When(new RingOnDevice(Agent.Id, Desk), at: 3).ThenNothing();
    }

    [Fact]
    public void The_one_that_answers_is_told_from_the_others()
    {
        var after = Given(OnTwo).When(new AcceptMeet(Agent, InAnotherMeet: false, Phone), at: 5)
            .Then(Accepted(Agent, 5), new RingSettled(TheRing, Phone.Id, Phone.Name, At(5))).After;

        Outcomes(after).ShouldBe([RingLegOutcome.AnsweredElsewhere, RingLegOutcome.Answered]);
        MeetViews.ForStaff(after).Rings[0].Legs.ShouldAllBe(leg => leg.EndedAt == At(5));
    }

    [Fact]
    public void The_one_that_declines_too_even_if_it_had_not_told_that_it_rang()
    {
        var after = Given(Started(Customer), Rings(Agent), new RingRang(TheRing, Desk.Id, Desk.Name, At(1)))
            .When(new DeclineMeet(Agent.Id, Phone), at: 5)
            .Then(new RingDeclined(TheRing, Agent, At(5)), new RingSettled(TheRing, Phone.Id, Phone.Name, At(5)), new MeetMissed(MissedReason.Declined, At(5)))
            .After;

        Outcomes(after).ShouldBe([RingLegOutcome.DeclinedElsewhere, RingLegOutcome.Declined]);
    }

    [Fact]
    public void All_others_end_with_the_ring()
    {
        Outcomes(Evolution.Fold(OnTwo)).ShouldAllBe(outcome => outcome == RingLegOutcome.Ringing);
        Outcomes(Given(OnTwo).When(new DeadlinePassed(DeadlineKind.Ring, TheRing), at: 120).After).ShouldAllBe(outcome => outcome == RingLegOutcome.TimedOut);
        Outcomes(Given(OnTwo).When(new CancelMeet(Customer.Id), at: 9).After).ShouldAllBe(outcome => outcome == RingLegOutcome.Stopped);
    }

    [Fact]
    public void Customers_see_no_devices() =>
        MeetViews.ForCustomer(MeetViews.ForStaff(Evolution.Fold([.. Calling, new RingRang(TheRing, Desk.Id, Desk.Name, At(1))])))!
            .Rings.ShouldHaveSingleItem().Legs.ShouldBeEmpty();

    private static RingLegOutcome[] Outcomes(MeetLife life) => [.. MeetViews.ForStaff(life).Rings[0].Legs.Select(leg => leg.Outcome)];
}
