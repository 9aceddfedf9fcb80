using Meet.Contracts.Meets;
using Meet.Meets.Domain;
using static Meet.Meets.Tests.Scenario;
using static Meet.Meets.Tests.Some;

namespace Meet.Meets.Tests;

/// <summary>Rule 5: each reason has a way by which a Meet comes to be missed for it, and none was forgotten.</summary>
public sealed class MissedReasonTests
{
    public static TheoryData<MissedReason> All => [.. Enum.GetValues<MissedReason>()];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_reason_can_be_reached(MissedReason reason)
    {
        var ringing = Given(Started(Customer), Rings(Agent));
        var result = reason switch
        {
            MissedReason.NotAnswered => ringing.When(new DeadlinePassed(DeadlineKind.Ring, TheRing), at: 120),
            MissedReason.Declined => ringing.When(new DeclineMeet(Agent.Id), at: 5),
            MissedReason.CallerGaveUp => ringing.When(new CancelMeet(Customer.Id), at: 5),
            MissedReason.AssigneeOffline => Given().When(ByCustomer(Facts with { AssigneePresence = Contracts.Chat.PresenceState.Offline }), at: 0),
            MissedReason.AssigneeInAnotherMeet => Given().When(ByCustomer(Facts with { AssigneeInAnotherMeet = true }), at: 0),
            MissedReason.AssigneeNotReady => Given().When(ByCustomer(Facts with { AssigneeReady = false }), at: 0),
            MissedReason.ConnectionFailed => Given(Answered).When(new DeadlinePassed(DeadlineKind.Join, Customer.Id), at: 25),
            MissedReason.MicrophoneBlocked => ringing.When(new ReportFailure(Agent.Id, FailureReason.MicrophoneBlocked), at: 5),
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "No way to it is known."),
        };

        (result.After.EndReason, result.After.MissedReason).ShouldBe((EndReason.Missed, reason));
    }
}
