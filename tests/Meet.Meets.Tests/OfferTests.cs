using Meet.Contracts.Chat;
using Meet.Contracts.Meets;
using Meet.Meets.Commands;
using Meet.Meets.Domain;
using static Meet.Meets.Tests.Some;

namespace Meet.Meets.Tests;

/// <summary>What is offered is what would be decided.</summary>
public sealed class OfferTests
{
    [Fact]
    public void Voice_and_video_are_offered_and_phone_needs_a_verified_business() =>
        new[] { MeetKind.Voice, MeetKind.Video, MeetKind.Phone }.Select(kind => Offers.Of(ByAgent(), kind)).ShouldBe(
        [
            new Offer(MeetKind.Voice, null, false),
            new Offer(MeetKind.Video, null, false),
            new Offer(MeetKind.Phone, RejectionCode.BusinessVerificationNeeded, false),
        ]);

    [Fact]
    public void What_would_be_refused_is_not_offered_and_says_why()
    {
        Offers.Of(ByAgent(Facts with { PlanPaid = false }), MeetKind.Voice).Code.ShouldBe(RejectionCode.PlanNotPaid);
        Offers.Of(ByCustomer(Facts with { CustomerMayStart = false }), MeetKind.Voice).Code.ShouldBe(RejectionCode.CustomerMayNotStart);
        Offers.Of(AmongStaff(Among with { Colleagues = [] }), MeetKind.Video).Code.ShouldBe(RejectionCode.NobodyToRing);
    }

    [Fact]
    public void Where_a_Meet_goes_on_starting_is_joining_and_offered()
    {
        Offers.Of(ByAgent(Facts with { MeetInProgress = EarlierMeet }), MeetKind.Voice).Code.ShouldBeNull();
        Offers.Of(AmongStaff(Among with { MeetInProgress = EarlierMeet }), MeetKind.Voice).Code.ShouldBeNull();
    }

    [Fact]
    public void It_says_when_a_link_would_go_out() =>
        Offers.Of(ByAgent(Facts with { CustomerPresence = PresenceState.Offline, CustomerReachableByLink = true }), MeetKind.Voice)
            .ShouldBe(new Offer(MeetKind.Voice, null, true));
}
