using Meet.Contracts.Meets;
using Meet.Meets.Domain;
using static Meet.Meets.Tests.Scenario;
using static Meet.Meets.Tests.Some;

namespace Meet.Meets.Tests;

public sealed class CallbackTests
{
    private static readonly MeetEvent[] Missed =
        [Started(Customer), Rings(Agent), new RingTimedOut(TheRing, Agent, At(120)), new MeetMissed(MissedReason.NotAnswered, At(120))];

    [Fact]
    public void Staff_call_back_a_missed_Meet_of_the_same_chat() =>
        Given().When(ByAgent(Facts with { CalledBack = Evolution.Fold(Missed) }, callbackOf: EarlierMeet), at: 0)
            .Then(Started(Agent, callbackOf: EarlierMeet), Rings(Customer));

    [Fact]
    public void A_Meet_of_another_chat_is_not_called_back_here() =>
        Given().When(
            ByAgent(Facts with { CalledBack = Evolution.Fold(Missed) with { ChatId = Id(99) } }, callbackOf: EarlierMeet), at: 0)
            .ThenRejected(RejectionCode.NotAMissedMeet);

    [Fact]
    public void A_Meet_that_was_not_missed_is_not_called_back() =>
        Given().When(ByAgent(Facts with { CalledBack = Evolution.Fold(Talking) }, callbackOf: EarlierMeet), at: 0)
            .ThenRejected(RejectionCode.NotAMissedMeet);

    [Fact]
    public void An_unknown_Meet_is_not_called_back() =>
        Given().When(ByAgent(callbackOf: EarlierMeet), at: 0).ThenRejected(RejectionCode.NotAMissedMeet);

    [Fact]
    public void Customers_know_of_no_missed_Meets() =>
        Given().When(ByCustomer(Facts with { CalledBack = Evolution.Fold(Missed) }, callbackOf: EarlierMeet), at: 0)
            .ThenRejected(RejectionCode.NotAMissedMeet);

    [Fact]
    public void The_missed_Meet_remembers_its_callback()
    {
        var after = Given(Missed).When(new CallBack(TheMeet), at: 200).Then(new MeetCalledBack(TheMeet, At(200))).After;

        after.CalledBackBy.ShouldBe(TheMeet);
        after.State.ShouldBe(MeetState.Ended);
        after.MissedReason.ShouldBe(MissedReason.NotAnswered);
    }

    [Fact]
    public void The_first_callback_is_the_one_remembered() =>
        Given([.. Missed, new MeetCalledBack(Id(50), At(150))]).When(new CallBack(TheMeet), at: 200).ThenNothing();

    [Fact]
    public void A_live_Meet_takes_no_callback() =>
        Given(Talking).When(new CallBack(Id(50)), at: 20).ThenRejected(RejectionCode.NotAMissedMeet);
}
