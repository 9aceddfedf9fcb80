using System.Collections.Immutable;
using Meet.Contracts.Chat;
using Meet.Contracts.Media;
using Meet.Contracts.Meets;
using Meet.Meets.Domain;
using static Meet.Meets.Tests.Scenario;
using static Meet.Meets.Tests.Some;

namespace Meet.Meets.Tests;

public sealed class StartingTests
{
    [Fact]
    public void Staff_start_a_Meet_take_part_at_once_and_ring_the_customer_for_120_s()
    {
        var after = Given().When(ByAgent(), at: 0).Then(Started(Agent), Rings(Customer)).After;

        after.State.ShouldBe(MeetState.Ringing);
        after.Present.ShouldHaveSingleItem().Person.ShouldBe(Agent);
        after.Ringing.ShouldHaveSingleItem().ExpiresAt.ShouldBe(At(120));
    }

    [Fact]
    public void A_Meet_keeps_the_codecs_that_it_was_started_with()
    {
        ImmutableArray<VideoCodec> codecs = [VideoCodec.Vp9, VideoCodec.Vp8];

        var after = Given().When(ByAgent() with { VideoCodecs = codecs }, at: 0)
            .Then(Started(Agent) with { VideoCodecs = codecs }, Rings(Customer)).After;

        after.VideoCodecs.ShouldBe(codecs);
    }

    [Fact]
    public void A_customer_starts_a_Meet_and_rings_the_assignee() =>
        Given().When(ByCustomer(), at: 0).Then(Started(Customer), Rings(Agent));

    [Theory]
    [InlineData(PresenceState.Offline)]
    [InlineData(PresenceState.Idle)]
    public void A_customer_who_is_not_at_the_page_gets_a_link_and_is_waited_for_10_minutes(PresenceState presence)
    {
        var away = Facts with { CustomerPresence = presence, CustomerReachableByLink = true };

        var after = Given().When(ByAgent(away), at: 0).Then(Started(Agent), new LinkRingStarted(TheRing, Customer, At(600), Noon)).After;

        after.Ringing.ShouldHaveSingleItem().Channel.ShouldBe(RingChannel.Link);
        Deadlines.Of(after).ShouldHaveSingleItem().DueAt.ShouldBe(At(600));
    }

    [Theory]
    [InlineData(PresenceState.Offline)]
    [InlineData(PresenceState.Idle)]
    public void A_customer_who_is_away_and_cannot_be_written_to_cannot_be_called(PresenceState presence) =>
        Given().When(ByAgent(Facts with { CustomerPresence = presence }), at: 0).ThenRejected(RejectionCode.CustomerOffline);

    [Fact]
    public void A_customer_who_is_there_is_rung_and_gets_no_link() =>
        Given().When(ByAgent(Facts with { CustomerReachableByLink = true }), at: 0).Then(Started(Agent), Rings(Customer));

    [Fact]
    public void A_link_that_nobody_opens_is_a_missed_Meet() =>
        Given(Started(Agent), new LinkRingStarted(TheRing, Customer, At(600), Noon))
            .When(new DeadlinePassed(DeadlineKind.Ring, TheRing), at: 600)
            .Then(new RingTimedOut(TheRing, Customer, At(600)), new MeetMissed(MissedReason.NotAnswered, At(600)));

    [Fact]
    public void A_call_to_an_assignee_who_is_there_on_no_device_that_can_ring_and_talk_is_missed_at_once() =>
        Given().When(ByCustomer(Facts with { AssigneeReady = false }), at: 0)
            .Then(
                Started(Customer),
                new RingPrevented(TheRing, Agent, MissedReason.AssigneeNotReady, Noon),
                new MeetMissed(MissedReason.AssigneeNotReady, Noon));

    [Fact]
    public void A_call_to_an_offline_assignee_is_recorded_and_missed_at_once()
    {
        var after = Given().When(ByCustomer(Facts with { AssigneePresence = PresenceState.Offline }), at: 0)
            .Then(
                Started(Customer),
                new RingPrevented(TheRing, Agent, MissedReason.AssigneeOffline, Noon),
                new MeetMissed(MissedReason.AssigneeOffline, Noon))
            .After;

        after.Rings.ShouldHaveSingleItem().ShouldBe(new Ring(TheRing, Agent, RingState.Stopped, Noon, Noon, MissedReason.AssigneeOffline) { EndedAt = Noon });
        after.Present.ShouldBeEmpty();
    }

    [Fact]
    public void A_call_to_an_assignee_in_another_Meet_is_missed_at_once() =>
        Given().When(ByCustomer(Facts with { AssigneeInAnotherMeet = true }), at: 0)
            .Then(
                Started(Customer),
                new RingPrevented(TheRing, Agent, MissedReason.AssigneeInAnotherMeet, Noon),
                new MeetMissed(MissedReason.AssigneeInAnotherMeet, Noon));

    [Fact]
    public void An_idle_assignee_is_rung() =>
        Given().When(ByCustomer(Facts with { AssigneePresence = PresenceState.Idle }), at: 0).Then(Started(Customer), Rings(Agent));

    [Fact]
    public void Phone_calls_do_not_start_in_a_chat() =>
        Given().When(ByAgent(kind: MeetKind.Phone), at: 0).ThenRejected(RejectionCode.KindNotAvailable);

    [Fact]
    public void Video_Meets_start_as_such() =>
        Given().When(ByAgent(kind: MeetKind.Video), at: 0).Then(Started(Agent, MeetKind.Video), Rings(Customer));

    [Fact]
    public void Staff_need_an_operator_seat() =>
        Given().When(ByAgent(Facts with { CallerHasSeat = false }), at: 0).ThenRejected(RejectionCode.NoOperatorSeat);

    [Fact]
    public void The_plan_must_be_paid_whoever_starts()
    {
        Given().When(ByAgent(Facts with { PlanPaid = false }), at: 0).ThenRejected(RejectionCode.PlanNotPaid);
        Given().When(ByCustomer(Facts with { PlanPaid = false }), at: 0).ThenRejected(RejectionCode.PlanNotPaid);
    }

    [Fact]
    public void The_chat_must_be_open() =>
        Given().When(ByAgent(Facts with { Open = false }), at: 0).ThenRejected(RejectionCode.ChatClosed);

    [Fact]
    public void The_chat_must_have_an_assignee()
    {
        Given().When(ByAgent(Facts with { Assignee = null }), at: 0).ThenRejected(RejectionCode.NoAssignee);
        Given().When(ByCustomer(Facts with { Assignee = null }), at: 0).ThenRejected(RejectionCode.NoAssignee);
    }

    [Fact]
    public void Chats_from_external_messengers_hold_no_Meets()
    {
        Given().When(ByAgent(Facts with { FromExternalMessenger = true }), at: 0).ThenRejected(RejectionCode.ExternalMessenger);
        Given().When(ByCustomer(Facts with { FromExternalMessenger = true }), at: 0).ThenRejected(RejectionCode.ExternalMessenger);
    }

    [Fact]
    public void Customers_start_only_where_the_workspace_switched_it_on()
    {
        var off = Facts with { CustomerMayStart = false };
        Given().When(ByCustomer(off), at: 0).ThenRejected(RejectionCode.CustomerMayNotStart);
        Given().When(ByAgent(off), at: 0).Then(Started(Agent), Rings(Customer));
    }

    [Fact]
    public void Customers_start_only_while_the_input_is_open()
    {
        var closed = Facts with { InputOpen = false };
        Given().When(ByCustomer(closed), at: 0).ThenRejected(RejectionCode.InputClosed);
        Given().When(ByAgent(closed), at: 0).Then(Started(Agent), Rings(Customer));
    }

    [Fact]
    public void A_chat_has_one_Meet_at_a_time_and_the_rejection_names_it()
    {
        var result = Given().When(ByAgent(Facts with { MeetInProgress = EarlierMeet }), at: 0);

        result.Decision.ShouldBe(new Decision.Rejected(RejectionCode.MeetInProgress, EarlierMeet));
    }

    [Fact]
    public void Nobody_calls_from_within_another_Meet() =>
        Given().When(ByAgent(Facts with { CallerInAnotherMeet = true }), at: 0).ThenRejected(RejectionCode.CallerBusy);

    [Fact]
    public void A_start_that_comes_twice_changes_nothing() =>
        Given(Calling).When(ByAgent(), at: 1).ThenNothing();

    [Fact]
    public void Nothing_can_be_wanted_of_a_Meet_that_has_not_begun() =>
        Given().When(new LeaveMeet(Agent.Id), at: 0).ThenRejected(RejectionCode.NotFound);
}
