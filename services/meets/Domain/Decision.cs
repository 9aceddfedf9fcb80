using System.Collections.Immutable;

namespace Meet.Meets.Domain;

/// <summary>What came of a command: facts, perhaps none, or a refusal that changes nothing.</summary>
internal abstract record Decision
{
    private Decision() { }

    /// <param name="Events">In order; empty when the command found everything as it wants it.</param>
    internal sealed record Accepted(ImmutableArray<MeetEvent> Events) : Decision;

    /// <param name="MeetId">For <see cref="RejectionCode.MeetInProgress"/>: which one.</param>
    internal sealed record Rejected(RejectionCode Code, Guid? MeetId = null) : Decision;

    public static readonly Decision Nothing = new Accepted([]);

    public static Decision Of(params ReadOnlySpan<MeetEvent> events) => new Accepted([.. events]);

    public static Decision No(RejectionCode code) => new Rejected(code);
}

/// <summary>Why not. The names on the wire, with their status: docs/api.md and <c>Rejections</c>.</summary>
internal enum RejectionCode
{
    NotFound, NotRung, NotAParticipant, NotTheCaller, NoOperatorSeat, PlanNotPaid, NoAssignee, ChatClosed, InputClosed,
    ExternalMessenger, CustomerMayNotStart, CustomerOffline, MeetInProgress, CallerBusy, AlreadyAnswered, NotRinging, MeetEnded,
    MeetFull, NotAMissedMeet, KindNotAvailable, BusinessVerificationNeeded, NobodyToRing, NotOnTeam, StaffOnly, IsDirectMessage,
    NoMediaNode,
}
