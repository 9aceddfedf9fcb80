using Meet.Contracts.Meets;

namespace Meet.Meets.Domain;

/// <summary>
/// Whether what just happened was the end. A Meet needs two people, or one and somebody who is still rung. Without them it is
/// missed when nobody had met yet, and ended otherwise.
/// </summary>
/// <param name="Missed">What it is called when this ends a Meet that nobody answered.</param>
/// <param name="Unmet">When it was answered, but media never came up for two. Null: no failure, they simply left.</param>
/// <param name="Ended">When people had met.</param>
internal sealed record Ending(MissedReason Missed, MissedReason? Unmet, EndReason Ended)
{
    public static readonly Ending Declined = new(MissedReason.Declined, null, EndReason.EveryoneLeft);
    public static readonly Ending NotAnswered = new(MissedReason.NotAnswered, null, EndReason.EveryoneLeft);
    public static readonly Ending Left = new(MissedReason.CallerGaveUp, null, EndReason.EveryoneLeft);

    public static Ending Failed(MissedReason reason) => new(reason, reason, EndReason.ConnectionLost);

    /// <summary>The events of a decision, with the end behind them if they bring it.</summary>
    public static Decision After(MeetLife life, Ending ending, DateTimeOffset now, params MeetEvent[] happened)
    {
        var after = happened.Aggregate(life, Evolution.Evolve);
        return ending.Of(after, now) is { } end ? Decision.Of([.. happened, end]) : Decision.Of(happened);
    }

    private MeetEvent? Of(MeetLife after, DateTimeOffset now)
    {
        var (present, rung) = (after.Present.Count(), after.Ringing.Any());
        if (present >= 2 || (present == 1 && rung))
        {
            return null;
        }

        return after.State == MeetState.Ringing ? new MeetMissed(Missed, now)
            : Unmet is { } reason && !after.Established ? new MeetMissed(reason, now)
            : new MeetEnded(Ended, now);
    }
}
