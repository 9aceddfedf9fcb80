namespace Meet.Meets.Domain;

/// <summary>
/// PRODUCT.md, voice and video rules 6 and 7: staff talk among themselves. Whoever is there is rung, whoever is offline is not; that
/// nobody could be rung is said at once, since there is nobody to call back.
/// </summary>
internal static class StartingAmongStaff
{
    public static Decision Decide(StartAmongStaff start, DateTimeOffset now)
    {
        if (Refusal(start) is { } code)
        {
            return new Decision.Rejected(code, code == RejectionCode.MeetInProgress ? start.Facts.MeetInProgress : null);
        }

        if (start.MediaNode is not { } node)
        {
            return Decision.No(RejectionCode.NoMediaNode);
        }

        var facts = start.Facts;
        return Decision.Of(
        [
            new MeetStarted(
                start.MeetId, start.TenantId, facts.ChatId, facts.Place, start.Kind, start.Caller, node, null, now)
            {
                VideoCodecs = start.VideoCodecs,
            },
            .. facts.Colleagues.Select(callee => Inviting.Ring(callee, now)),
        ]);
    }

    /// <summary>Why not; null when it may begin, or when it would join what goes on.</summary>
    public static RejectionCode? Objection(StartAmongStaff start) =>
        Refusal(start) is var code && code == RejectionCode.MeetInProgress ? null : code;

    private static RejectionCode? Refusal(StartAmongStaff start)
    {
        var (facts, can) = (start.Facts, Capabilities.Of(start.Kind));
        var rung = facts.Colleagues.Count(Inviting.Reachable);
        return can.Start == StartRule.OpensNewChat ? RejectionCode.KindNotAvailable
            : NotEntitled(facts)
            ?? (facts.MeetInProgress is not null ? RejectionCode.MeetInProgress
            : facts.CallerInAnotherMeet ? RejectionCode.CallerBusy
            : rung == 0 ? RejectionCode.NobodyToRing
            : rung >= can.MaxParticipants ? RejectionCode.MeetFull
            : null);
    }

    private static RejectionCode? NotEntitled(StaffFacts facts) => Capabilities.MayUseAt(facts.Place) switch
    {
        MayUse.AnyStaff => null,
        _ when !facts.PlanPaid => RejectionCode.PlanNotPaid,
        _ => facts.CallerHasSeat ? null : RejectionCode.NoOperatorSeat,
    };
}
