using Meet.Contracts.Chat;
using Meet.Contracts.Meets;
using Meet.Meets.Domain;
using Meet.Meets.Views;
using static Meet.Meets.Tests.Scenario;
using static Meet.Meets.Tests.Some;

namespace Meet.Meets.Tests;

/// <summary>PRODUCT.md, voice and video rules 6 and 7.</summary>
public sealed class AmongStaffTests
{
    private static MeetStarted StartedAt(MeetPlace place) => Started(Agent) with { Place = place };

    [Theory]
    [InlineData(MeetPlace.InternalConversation)]
    [InlineData(MeetPlace.TeamChat)]
    [InlineData(MeetPlace.DirectMessage)]
    public void It_rings_the_colleagues_and_no_customer(MeetPlace place)
    {
        var after = Given().When(AmongStaff(Among with { Place = place }), at: 0)
            .Then(StartedAt(place), Rings(Colleague)).After;

        MeetViews.ForCustomer(MeetViews.ForStaff(after)).ShouldBeNull();
    }

    [Theory]
    [InlineData(MeetPlace.TeamChat)]
    [InlineData(MeetPlace.DirectMessage)]
    public void Team_chats_and_direct_messages_need_neither_seat_nor_paid_plan(MeetPlace place) =>
        Given().When(AmongStaff(Among with { Place = place, PlanPaid = false, CallerHasSeat = false }), at: 0)
            .Then(StartedAt(place), Rings(Colleague));

    [Fact]
    public void An_internal_conversation_needs_both()
    {
        Given().When(AmongStaff(Among with { PlanPaid = false }), at: 0).ThenRejected(RejectionCode.PlanNotPaid);
        Given().When(AmongStaff(Among with { CallerHasSeat = false }), at: 0).ThenRejected(RejectionCode.NoOperatorSeat);
    }

    [Fact]
    public void Whoever_is_offline_is_not_rung_and_stands_in_the_history() =>
        Given().When(AmongStaff(Among with { Colleagues = [.. Among.Colleagues, new Callee(Id(21), Customer, PresenceState.Offline)] }), at: 0)
            .Then(
                StartedAt(MeetPlace.InternalConversation), Rings(Colleague),
                new RingPrevented(Id(21), Customer, MissedReason.AssigneeOffline, Noon));

    [Fact]
    public void Where_nobody_is_there_nothing_begins()
    {
        Given().When(AmongStaff(Among with { Colleagues = [] }), at: 0).ThenRejected(RejectionCode.NobodyToRing);
        Given().When(AmongStaff(Among with { Colleagues = [new Callee(TheRing, Colleague, PresenceState.Offline)] }), at: 0)
            .ThenRejected(RejectionCode.NobodyToRing);
    }

    [Fact]
    public void It_names_the_Meet_that_goes_on_there() =>
        Given().When(AmongStaff(Among with { MeetInProgress = EarlierMeet }), at: 0)
            .Decision.ShouldBe(new Decision.Rejected(RejectionCode.MeetInProgress, EarlierMeet));

    [Fact]
    public void Nobody_is_in_two_Meets() =>
        Given().When(AmongStaff(Among with { CallerInAnotherMeet = true }), at: 0).ThenRejected(RejectionCode.CallerBusy);

    [Fact]
    public void Phone_calls_do_not_start_there() =>
        Given().When(AmongStaff(kind: MeetKind.Phone), at: 0).ThenRejected(RejectionCode.KindNotAvailable);

    [Fact]
    public void When_the_last_of_them_declines_it_is_missed() =>
        Given(StartedAt(MeetPlace.TeamChat), Rings(Colleague)).When(new DeclineMeet(Colleague.Id), at: 3)
            .Then(new RingDeclined(TheRing, Colleague, At(3)), new MeetMissed(MissedReason.Declined, At(3)));

    [Fact]
    public void A_chat_and_its_internal_conversation_hold_a_Meet_each()
    {
        var inside = Claims.Of(Evolution.Fold([StartedAt(MeetPlace.InternalConversation)]));
        var beside = Claims.Of(Evolution.Fold([StartedAt(MeetPlace.CustomerChat)]));

        inside.ShouldContain(new Claim(ClaimKind.Internal, Chat));
        beside.ShouldContain(new Claim(ClaimKind.Chat, Chat));
    }
}
