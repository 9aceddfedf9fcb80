using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.Contracts.Meets;

namespace Meet.Meets.Domain;

/// <summary>PRODUCT.md, voice and video rules 1, 3, 4 and 5: who may start a Meet in a customer chat, and whom it rings.</summary>
internal static class Starting
{
    public static Decision Decide(StartMeet start, DateTimeOffset now)
    {
        if (Refusal(start) is { } code)
        {
            return new Decision.Rejected(code, code == RejectionCode.MeetInProgress ? start.Facts.MeetInProgress : null);
        }

        var started = new MeetStarted(
            start.MeetId, start.TenantId, start.Facts.ChatId, MeetPlace.CustomerChat, start.Kind, start.Caller,
            start.MediaNode ?? "", start.CallbackOf, now)
        {
            VideoCodecs = start.VideoCodecs,
        };
        var rung = ByStaff(start) ? start.Facts.Customer : start.Facts.Assignee!;
        return Unreachable(start) is { } reason
            ? Decision.Of(started, new RingPrevented(start.RingId, rung, reason, now), new MeetMissed(reason, now))
            : start.MediaNode is null
            ? Decision.No(RejectionCode.NoMediaNode)
            : ByLink(start)
            ? Decision.Of(started, new LinkRingStarted(start.RingId, rung, now + Durations.Link, now))
            : Decision.Of(started, new RingStarted(start.RingId, rung, now + Durations.Ring, now));
    }

    /// <summary>Rule 1: offline is also who is idle for 4 min 30 s. They get a link instead of a ring.</summary>
    public static bool ByLink(StartMeet start) => ByStaff(start) && start.Facts.CustomerPresence != PresenceState.Online;

    private static bool ByStaff(StartMeet start) => start.Caller.Kind == PersonKind.Staff;

    /// <summary>Why not; null when it may begin, or when it would join what goes on.</summary>
    public static RejectionCode? Objection(StartMeet start) =>
        Refusal(start) is var code && code == RejectionCode.MeetInProgress ? null : code;

    // The order is the order of reasons a person can do something about: first what they are, then the chat, then the moment.
    private static RejectionCode? Refusal(StartMeet start)
    {
        var (facts, can) = (start.Facts, Capabilities.Of(start.Kind));
        return can.Start != StartRule.InsideHandledChat ? RejectionCode.KindNotAvailable
            : NotEntitled(can.MayUse, start)
            ?? NotHandled(facts)
            ?? (ByStaff(start) ? null : NotForCustomers(facts))
            ?? NotAMissedMeet(start)
            ?? NotNow(start);
    }

    private static RejectionCode? NotEntitled(MayUse mayUse, StartMeet start) => mayUse switch
    {
        MayUse.StaffWithOperatorSeatOnPaidPlan when !start.Facts.PlanPaid => RejectionCode.PlanNotPaid,
        MayUse.StaffWithOperatorSeatOnPaidPlan when ByStaff(start) && !start.Facts.CallerHasSeat => RejectionCode.NoOperatorSeat,
        _ => null,
    };

    private static RejectionCode? NotHandled(StartFacts facts) => facts switch
    {
        { FromExternalMessenger: true } => RejectionCode.ExternalMessenger,
        { Open: false } => RejectionCode.ChatClosed,
        { Assignee: null } => RejectionCode.NoAssignee,
        _ => null,
    };

    private static RejectionCode? NotForCustomers(StartFacts facts) => facts switch
    {
        { CustomerMayStart: false } => RejectionCode.CustomerMayNotStart,
        { InputOpen: false } => RejectionCode.InputClosed,
        _ => null,
    };

    /// <summary>Customers know of no missed Meets (rule 5), so they can name none.</summary>
    private static RejectionCode? NotAMissedMeet(StartMeet start) =>
        start.CallbackOf is null
        || (ByStaff(start) && start.Facts.CalledBack is { EndReason: EndReason.Missed } missed && missed.ChatId == start.Facts.ChatId)
            ? null
            : RejectionCode.NotAMissedMeet;

    private static RejectionCode? NotNow(StartMeet start) => start.Facts switch
    {
        { MeetInProgress: not null } => RejectionCode.MeetInProgress,
        { CallerInAnotherMeet: true } => RejectionCode.CallerBusy,
        { CustomerReachableByLink: false } when ByLink(start) => RejectionCode.CustomerOffline,
        _ => null,
    };

    /// <summary>A customer's call that cannot ring is recorded and missed at once, so that staff can call back.</summary>
    private static MissedReason? Unreachable(StartMeet start) => (ByStaff(start), start.Facts) switch
    {
        (true, _) => null,
        (_, { AssigneePresence: PresenceState.Offline }) => MissedReason.AssigneeOffline,
        (_, { AssigneeInAnotherMeet: true }) => MissedReason.AssigneeInAnotherMeet,
        (_, { AssigneeReady: false }) => MissedReason.AssigneeNotReady,
        _ => null,
    };
}
