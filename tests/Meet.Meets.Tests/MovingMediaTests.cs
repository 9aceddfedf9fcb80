using Meet.Contracts.Meets;
using Meet.Meets.Domain;
using Meet.Meets.Views;
using static Meet.Meets.Tests.Scenario;
using static Meet.Meets.Tests.Some;

namespace Meet.Meets.Tests;

public sealed class MovingMediaTests
{
    private const string Other = "media-2";

    private static readonly MediaMoved ToOther = new(Node, Other, MediaMoveReason.NodeLost, At(80), At(50));

    private static readonly MeetEvent[] Moved = [.. Talking, ToOther];

    [Fact]
    public void A_Meet_whose_node_is_lost_goes_on_at_another_and_everybody_has_30_s_to_come_back()
    {
        var after = Given(Talking).When(Move(MediaMoveReason.NodeLost), at: 50).Then(ToOther).After;

        (after.MediaNode, after.State).ShouldBe((Other, MeetState.Live));
        after.Present.ShouldAllBe(each => each.State == ParticipantState.Reconnecting && each.Until == At(80));
        MeetViews.ForCustomer(MeetViews.ForStaff(after))!.MediaNode.ShouldBe(Other);
    }

    [Fact]
    public void Whoever_notices_second_finds_it_moved() => Given(Moved).When(Move(MediaMoveReason.NodeLost), at: 51).ThenNothing();

    [Fact]
    public void A_Meet_that_is_over_stays_where_it_was() =>
        Given([.. Talking, new MeetEnded(EndReason.EveryoneLeft, At(30))]).When(Move(MediaMoveReason.NodeLost), at: 50).ThenNothing();

    [Fact]
    public void Who_is_back_at_the_new_node_is_back_in_the_Meet() =>
        Given(Moved).When(new MediaConnected(Customer.Id, "Visitor-s2", At(52)) { NodeId = Other }, at: 52)
            .Then(new ParticipantReconnected(Customer, "Visitor-s2", At(52), At(52)));

    [Fact]
    public void A_new_node_whose_clock_is_behind_is_believed() =>
        Given(Moved).When(new MediaConnected(Customer.Id, "Visitor-s2", At(2)) { NodeId = Other }, at: 52)
            .Then(new ParticipantReconnected(Customer, "Visitor-s2", At(2), At(52)));

    [Fact]
    public void What_the_old_node_still_says_changes_nothing()
    {
        Given(Moved).When(new MediaConnected(Customer.Id, "Visitor-s9", At(52)) { NodeId = Node }, at: 52).ThenNothing();
        Given(Moved).When(new MediaLost(Customer.Id, "Visitor-s1", At(52)), at: 52).ThenNothing();
        Given(Moved).When(new MediaFailed(Customer.Id, "Visitor-s1", At(52)), at: 52).ThenNothing();
    }

    [Fact]
    public void What_the_old_node_says_of_who_is_back_changes_nothing() =>
        Given([.. Moved, new ParticipantReconnected(Customer, "Visitor-s2", At(52), At(52))])
            .When(new MediaLost(Customer.Id, "Visitor-s1", At(53)), at: 53).ThenNothing();

    [Fact]
    public void Who_does_not_come_back_in_time_is_out()
    {
        var after = Given([.. Moved, new ParticipantReconnected(Customer, "Visitor-s2", At(52), At(52))])
            .When(new DeadlinePassed(DeadlineKind.Grace, Agent.Id), at: 80).After;

        after.Taking(Agent.Id).ShouldBeNull();
    }

    [Fact]
    public void Who_was_about_to_join_has_as_long_as_the_others()
    {
        var after = Given(Answered).When(Move(MediaMoveReason.NodeLost), at: 10).After;

        after.Present.ShouldAllBe(each => each.State == ParticipantState.Joining && each.Until == At(40));
    }

    [Fact]
    public void A_caller_who_waits_gets_no_deadline_by_a_move() =>
        Given(Calling).When(Move(MediaMoveReason.NodeLeaving), at: 10).After.Taking(Agent.Id)!.Until.ShouldBeNull();

    [Fact]
    public void A_full_node_keeps_a_Meet_that_somebody_is_in()
    {
        Given(Talking).When(Move(MediaMoveReason.NodeFull), at: 50).ThenNothing();
        Given(Answered).When(Move(MediaMoveReason.NodeFull), at: 6).After.MediaNode.ShouldBe(Other);
    }

    private static MoveMedia Move(MediaMoveReason reason) => new(Node, Other, reason);
}
