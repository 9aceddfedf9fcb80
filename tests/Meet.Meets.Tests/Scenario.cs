using Meet.Meets.Domain;

namespace Meet.Meets.Tests;

/// <summary>Given what has happened, when somebody wants something at a time, then these events or this rejection.</summary>
internal static class Scenario
{
    public static GivenEvents Given(params MeetEvent[] events) => new(Evolution.Fold(events));

    public sealed record GivenEvents(MeetLife Life)
    {
        public Result When(MeetCommand command, double at) => new(Life, Decider.Decide(Life, command, Some.At(at)));
    }

    public sealed record Result(MeetLife Life, Decision Decision)
    {
        /// <summary>The life after the decision's events.</summary>
        public MeetLife After => Accepted.Aggregate(Life, Evolution.Evolve);

        private IEnumerable<MeetEvent> Accepted => Decision.ShouldBeOfType<Decision.Accepted>().Events;

        public Result Then(params MeetEvent[] events)
        {
            Accepted.ShouldBe(events);
            return this;
        }

        public void ThenNothing() => Accepted.ShouldBeEmpty();

        public void ThenRejected(RejectionCode code) =>
            Decision.ShouldBeOfType<Decision.Rejected>().Code.ShouldBe(code);
    }
}
