using Meet.Contracts.Meets;
using Meet.Meets.Domain;

namespace Meet.Meets.Views;

/// <summary>What became of a ring on one device, out of what became of the ring.</summary>
internal static class RingLegs
{
    public static RingLegOutcome OutcomeOf(Ring ring, RingLeg leg) => ring.State switch
    {
        RingState.Ringing => RingLegOutcome.Ringing,
        RingState.Answered => leg.DeviceId == ring.SettledOn ? RingLegOutcome.Answered : RingLegOutcome.AnsweredElsewhere,
        RingState.Declined => leg.DeviceId == ring.SettledOn ? RingLegOutcome.Declined : RingLegOutcome.DeclinedElsewhere,
        RingState.TimedOut => RingLegOutcome.TimedOut,
        _ => RingLegOutcome.Stopped,
    };
}
