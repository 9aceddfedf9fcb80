namespace Meet.Meets.Domain;

/// <summary>
/// A Meet whose node is lost, leaves or takes no new ones goes on at another. Any number of replicas may notice it, and a refusal may be told
/// once for each try: the first moves it, the others find it moved.
/// </summary>
internal static class MovingMedia
{
    public static Decision Decide(MeetLife life, MoveMedia move, DateTimeOffset now) =>
        life.Over || life.MediaNode != move.From || move.From == move.To || IsHeld(life, move)
            ? Decision.Nothing
            : Decision.Of(new MediaMoved(move.From, move.To, move.Reason, now + Durations.Grace, now));

    /// <summary>A refusal from before somebody got in: where there is media, a full node goes on taking people into it.</summary>
    private static bool IsHeld(MeetLife life, MoveMedia move) =>
        move.Reason == MediaMoveReason.NodeFull && life.Present.Any(p => p.State == Contracts.Meets.ParticipantState.Joined);
}
