using Meet.Contracts.Meets;
using Meet.Meets.Domain;
using Meet.Meets.Views;
using static Meet.Meets.Tests.Some;

namespace Meet.Meets.Tests;

public sealed class ViewTests
{
    private static readonly MeetEvent[] Missed =
        [Started(Customer), Rings(Agent), new RingDeclined(TheRing, Agent, At(5)), new MeetMissed(MissedReason.Declined, At(5)), new MeetCalledBack(Id(50), At(60))];

    [Fact]
    public void Staff_see_why_a_Meet_was_missed_and_what_answered_it()
    {
        var view = MeetViews.ForStaff(Evolution.Fold(Missed));

        (view.Version, view.State, view.EndReason, view.MissedReason, view.CalledBackBy)
            .ShouldBe((5, MeetState.Ended, EndReason.Missed, MissedReason.Declined, Id(50)));
        var ring = view.Rings.ShouldHaveSingleItem();
        (ring.RingId, ring.Person, ring.State, ring.StartedAt, ring.ExpiresAt, ring.Reason).ShouldBe((TheRing, Agent, RingState.Declined, Noon, At(120), MissedReason.Declined));
    }

    [Fact]
    public void The_customer_sees_only_that_it_ended()
    {
        var view = MeetViews.ForCustomer(MeetViews.ForStaff(Evolution.Fold(Missed))).ShouldNotBeNull();

        (view.State, view.EndReason, view.MissedReason, view.CalledBackBy).ShouldBe((MeetState.Ended, EndReason.EveryoneLeft, null, null));
        view.Rings.ShouldBeEmpty();
    }

    [Fact]
    public void The_customer_sees_their_own_ring_without_its_reason()
    {
        var view = MeetViews.ForCustomer(MeetViews.ForStaff(Evolution.Fold(
            [.. Calling, new RingTimedOut(TheRing, Customer, At(120)), new MeetMissed(MissedReason.NotAnswered, At(120))])));

        view!.Rings.ShouldHaveSingleItem().ShouldBe(new RingView(TheRing, Customer, RingState.TimedOut, Noon, At(120), null));
    }

    [Theory]
    [InlineData(MeetPlace.InternalConversation)]
    [InlineData(MeetPlace.TeamChat)]
    [InlineData(MeetPlace.DirectMessage)]
    public void What_happens_among_staff_has_no_customer_view(MeetPlace place) =>
        MeetViews.ForCustomer(MeetViews.ForStaff(Evolution.Fold(Talking) with { Place = place })).ShouldBeNull();

    [Fact]
    public void The_audience_is_everybody_rung_or_in_it_once()
    {
        MeetViews.Audience(MeetViews.ForStaff(Evolution.Fold(Answered))).ShouldBe([Agent, Customer]);
        MeetViews.Audience(MeetViews.ForStaff(Evolution.Fold(Missed))).ShouldBe([Customer, Agent]);
    }

    [Fact]
    public void Active_are_those_rung_or_in_it_now()
    {
        MeetViews.Active(MeetViews.ForStaff(Evolution.Fold(Calling))).ShouldBe([Agent, Customer]);
        MeetViews.Active(MeetViews.ForStaff(Evolution.Fold([.. TalkingInThree, new ParticipantLeft(Customer, LeaveReason.Left, At(60))])))
            .ShouldBe([Agent, Colleague]);
        MeetViews.Active(MeetViews.ForStaff(Evolution.Fold(Missed))).ShouldBeEmpty();
    }
}
