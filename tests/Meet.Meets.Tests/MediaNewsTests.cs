using Meet.Contracts.Meets;
using Meet.Meets.Domain;
using static Meet.Meets.Tests.Scenario;
using static Meet.Meets.Tests.Some;

namespace Meet.Meets.Tests;

public sealed class MediaNewsTests
{
    private const string First = "Visitor-s1";
    private const string Second = "Visitor-s2";

    private static readonly MeetEvent[] Lost = [.. Talking, new ParticipantReconnecting(Customer, At(60), At(30), At(30))];

    private static readonly MeetEvent[] Back = [.. Lost, new ParticipantReconnected(Customer, Second, At(40), At(40))];

    [Fact]
    public void Media_coming_up_for_the_first_time_is_the_joining()
    {
        var after = Given(Answered).When(new MediaConnected(Customer.Id, First, At(7)), at: 7).Then(Joined(Customer, 7)).After;

        var customer = after.Taking(Customer.Id)!;
        (customer.State, customer.JoinedAt, customer.Until).ShouldBe((ParticipantState.Joined, At(7), null));
    }

    [Fact]
    public void A_caller_can_have_media_before_anybody_answers() =>
        Given(Calling).When(new MediaConnected(Agent.Id, "Aoi-s1", At(3)), at: 3).Then(Joined(Agent, 3))
            .After.State.ShouldBe(MeetState.Ringing);

    [Fact]
    public void News_that_come_twice_change_nothing()
    {
        Given(Talking).When(new MediaConnected(Customer.Id, First, At(7)), at: 8).ThenNothing();
        Given(Lost).When(new MediaLost(Customer.Id, First, At(30)), at: 31).ThenNothing();
    }

    [Fact]
    public void Lost_media_starts_a_grace_of_30_s()
    {
        var after = Given(Talking).When(new MediaLost(Customer.Id, First, At(30)), at: 30)
            .Then(new ParticipantReconnecting(Customer, At(60), At(30), At(30))).After;

        after.Taking(Customer.Id)!.State.ShouldBe(ParticipantState.Reconnecting);
        Deadlines.Of(after).ShouldBe([new Deadline(DeadlineKind.Grace, Customer.Id, At(60))]);
    }

    [Fact]
    public void Media_that_is_back_in_time_ends_the_grace_and_keeps_when_they_joined()
    {
        var after = Given(Lost).When(new MediaConnected(Customer.Id, Second, At(40)), at: 40)
            .Then(new ParticipantReconnected(Customer, Second, At(40), At(40))).After;

        after.Taking(Customer.Id)!.JoinedAt.ShouldBe(At(7));
        Deadlines.Of(after).ShouldBeEmpty();
    }

    [Fact]
    public void Another_device_takes_over_without_a_gap() =>
        Given(Talking).When(new MediaConnected(Customer.Id, Second, At(40)), at: 40)
            .Then(new ParticipantReconnected(Customer, Second, At(40), At(40)));

    [Fact]
    public void News_of_an_earlier_session_change_nothing()
    {
        Given(Back).When(new MediaLost(Customer.Id, First, At(50)), at: 50).ThenNothing();
        Given(Back).When(new MediaFailed(Customer.Id, First, At(50)), at: 50).ThenNothing();
        Given(Back).When(new MediaConnected(Customer.Id, First, At(50)), at: 50).ThenNothing();
    }

    [Fact]
    public void News_older_than_what_is_known_change_nothing()
    {
        Given(Lost).When(new MediaConnected(Customer.Id, First, At(7)), at: 31).ThenNothing();
        Given(Back).When(new MediaLost(Customer.Id, "Visitor-s0", At(35)), at: 50).ThenNothing();
    }

    [Fact]
    public void A_loss_that_overtakes_the_connection_it_ends_still_counts() =>
        Given(Talking).When(new MediaLost(Customer.Id, Second, At(50)), at: 50)
            .Then(new ParticipantReconnecting(Customer, At(80), At(50), At(50)));

    [Fact]
    public void A_connection_that_never_comes_up_after_the_answer_is_a_failed_one() =>
        Given(Answered).When(new MediaFailed(Customer.Id, First, At(20)), at: 20).Then(
            new ParticipantLeft(Customer, LeaveReason.ConnectionFailed, At(20)),
            new MeetMissed(MissedReason.ConnectionFailed, At(20)));

    [Fact]
    public void Who_came_back_to_try_again_is_not_out_because_the_first_try_failed() =>
        Given([.. Answered, new ParticipantReturned(Customer, At(35), At(15))])
            .When(new MediaFailed(Customer.Id, First, At(20)), at: 20).ThenNothing();

    [Fact]
    public void A_failed_takeover_is_a_loss() =>
        Given(Talking).When(new MediaFailed(Customer.Id, Second, At(50)), at: 50)
            .Then(new ParticipantReconnecting(Customer, At(80), At(50), At(50)));

    [Fact]
    public void A_failed_try_during_the_grace_leaves_the_grace_as_it_is() =>
        Given(Lost).When(new MediaFailed(Customer.Id, Second, At(50)), at: 50).ThenNothing();

    [Fact]
    public void Losing_what_has_not_come_up_yet_changes_nothing() =>
        Given(Answered).When(new MediaLost(Customer.Id, First, At(8)), at: 8).ThenNothing();

    [Fact]
    public void A_node_whose_process_is_a_new_one_has_lost_the_media_from_before()
    {
        var after = Given(Talking).When(new MediaNodeStarted(Node, At(30)), at: 31)
            .Then(new ParticipantReconnecting(Agent, At(61), At(30), At(31)), new ParticipantReconnecting(Customer, At(61), At(30), At(31))).After;

        after.Present.ShouldAllBe(each => each.State == ParticipantState.Reconnecting);
        Given([.. Talking, new ParticipantReconnecting(Agent, At(61), At(30), At(31)), new ParticipantReconnecting(Customer, At(61), At(30), At(31))])
            .When(new MediaNodeStarted(Node, At(30)), at: 32).ThenNothing();
    }

    [Fact]
    public void Who_is_back_at_the_new_process_and_who_is_elsewhere_has_lost_nothing()
    {
        Given([.. Talking, new ParticipantReconnected(Agent, "Aoi-s2", At(33), At(33))]).When(new MediaNodeStarted(Node, At(30)), at: 34)
            .Then(new ParticipantReconnecting(Customer, At(64), At(30), At(34)));
        Given(Talking).When(new MediaNodeStarted("media-2", At(30)), at: 31).ThenNothing();
        Given(Talking).When(new MediaNodeStarted(Node, At(1)), at: 31).ThenNothing();
        Given(Answered).When(new MediaNodeStarted(Node, At(30)), at: 31).ThenNothing();
    }

    [Fact]
    public void News_of_whoever_is_out_change_nothing()
    {
        Given(Talking).When(new MediaConnected(Stranger, "x", At(9)), at: 9).ThenNothing();
        Given([.. Talking, new MeetEnded(EndReason.EveryoneLeft, At(30))])
            .When(new MediaLost(Customer.Id, First, At(31)), at: 31).ThenNothing();
    }
}
