using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.Contracts.Meets;
using Meet.Meets.Domain;
using Meet.Meets.Views;
using static Meet.Meets.Tests.Scenario;
using static Meet.Meets.Tests.Some;

namespace Meet.Meets.Tests;

/// <summary>What staff in a Meet may do to it: invite, end for all, mute.</summary>
public sealed class HostingTests
{
    private static InviteStaff Invite(PersonRef by, params Callee[] callees) => new(by.Id, [.. callees]);

    private static readonly Callee TheColleague = new(Id(20), Colleague, PresenceState.Online);

    [Fact]
    public void A_colleague_is_rung_into_a_running_Meet_which_goes_on_whatever_they_do()
    {
        var rung = new RingStarted(Id(20), Colleague, At(150), At(30));
        Given(Talking).When(Invite(Agent, TheColleague), at: 30).Then(rung);
        Given([.. Talking, rung]).When(new DeclineMeet(Colleague.Id), at: 40).Then(new RingDeclined(Id(20), Colleague, At(40)));
        Given([.. Talking, rung]).When(new DeadlinePassed(DeadlineKind.Ring, Id(20)), at: 150).Then(new RingTimedOut(Id(20), Colleague, At(150)));
    }

    [Fact]
    public void Whoever_is_in_it_or_rung_is_passed_over()
    {
        Given(TalkingInThree).When(Invite(Agent, TheColleague), at: 30).ThenNothing();
        Given([.. Talking, new RingStarted(Id(20), Colleague, At(150), At(30))]).When(Invite(Agent, TheColleague), at: 31).ThenNothing();
    }

    [Fact]
    public void Whoever_is_offline_stands_there_as_not_reached() =>
        Given(Talking).When(Invite(Agent, TheColleague with { Presence = PresenceState.Offline }), at: 30)
            .Then(new RingPrevented(Id(20), Colleague, MissedReason.AssigneeOffline, At(30)));

    [Fact]
    public void Rings_count_for_the_limit_too()
    {
        var crowd = Enumerable.Range(0, 199).Select(n => new Callee(Id(3000 + n), new PersonRef(PersonKind.Staff, Id(1000 + n), "S"), PresenceState.Online));

        Given(Talking).When(Invite(Agent, [.. crowd]), at: 30).ThenRejected(RejectionCode.MeetFull);
    }

    [Fact]
    public void Only_staff_inside_invite_end_and_mute()
    {
        foreach (var (by, code) in new[] { (Customer, RejectionCode.StaffOnly), (Colleague, RejectionCode.NotAParticipant) })
        {
            Given(Talking).When(Invite(by, TheColleague), at: 30).ThenRejected(code);
            Given(Talking).When(new EndForAll(by.Id), at: 30).ThenRejected(code);
            Given(Talking).When(new MuteParticipant(by.Id, Agent.Id), at: 30).ThenRejected(code);
        }
    }

    [Fact]
    public void A_direct_message_stays_between_two() =>
        Given(Started(Agent) with { Place = MeetPlace.DirectMessage }, Rings(Colleague))
            .When(Invite(Agent, TheColleague), at: 5).ThenRejected(RejectionCode.IsDirectMessage);

    [Fact]
    public void It_ends_for_all_and_staff_see_who_did_it()
    {
        var after = Given(TalkingInThree).When(new EndForAll(Agent.Id), at: 90).Then(new MeetEndedForAll(Agent, At(90))).After;

        var view = MeetViews.ForStaff(after);
        (view.State, view.EndReason, view.EndedBy, after.Present.Count()).ShouldBe((MeetState.Ended, EndReason.EndedByStaff, Agent, 0));
        MeetViews.ForCustomer(view)!.EndedBy.ShouldBeNull();
    }

    [Fact]
    public void Ending_what_only_rings_is_giving_up() =>
        Given(Calling).When(new EndForAll(Agent.Id), at: 5).Then(new MeetMissed(MissedReason.CallerGaveUp, At(5)));

    [Fact]
    public void Whoever_is_muted_can_read_by_whom()
    {
        var after = Given(Talking).When(new MuteParticipant(Agent.Id, Customer.Id), at: 30).Then(new ParticipantMuted(Customer, Agent, At(30))).After;

        var muted = MeetViews.ForCustomer(MeetViews.ForStaff(after))!.Participants.Single(p => p.Person.Id == Customer.Id);
        (muted.MutedAt, muted.MutedBy).ShouldBe((At(30), Agent));
        Given(Talking).When(new MuteParticipant(Agent.Id, Stranger), at: 30).ThenRejected(RejectionCode.NotAParticipant);
    }

    [Fact]
    public void Hands_go_up_once_and_down_once_and_down_with_who_leaves()
    {
        var up = Given(TalkingInThree).When(new ShowHand(Customer.Id, Raised: true), at: 30).Then(new HandRaised(Customer, At(30)));
        MeetEvent[] raised = [.. TalkingInThree, new HandRaised(Customer, At(30))];

        up.After.Taking(Customer.Id)!.HandRaisedAt.ShouldBe(At(30));
        Given(raised).When(new ShowHand(Customer.Id, Raised: true), at: 31).ThenNothing();
        Given(raised).When(new ShowHand(Customer.Id, Raised: false), at: 32).Then(new HandLowered(Customer, At(32)));
        Given(raised).When(new LeaveMeet(Customer.Id), at: 33).After.Participants.ShouldAllBe(p => p.HandRaisedAt == null);
        Given(Talking).When(new ShowHand(Colleague.Id, Raised: true), at: 30).ThenRejected(RejectionCode.NotAParticipant);
    }
}
