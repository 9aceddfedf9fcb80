using Meet.Contracts.Meets;

namespace Meet.Meets.Domain;

/// <summary>Who may start a Meet and be its staff side.</summary>
internal enum MayUse { StaffWithOperatorSeatOnPaidPlan, AnyStaff }

/// <summary>Where a Meet can begin.</summary>
internal enum StartRule { InsideHandledChat, OpensNewChat }

internal enum InquiryType { Chat, Phone }

/// <summary>PRODUCT.md's capability matrix: one row a property, one column a value of this record.</summary>
/// <param name="MaxParticipants">Who may take part at once, callers included.</param>
internal sealed record Capabilities(
    bool BusinessVerificationNeeded,
    bool PhoneNumberNeeded,
    MayUse MayUse,
    bool CallCharges,
    bool SpeechToText,
    bool Recording,
    bool Summary,
    int MaxParticipants,
    StartRule Start,
    bool AutomaticRouting,
    InquiryType ClassifiedAs)
{
    public static readonly Capabilities VoiceAndVideo = new(
        BusinessVerificationNeeded: false,
        PhoneNumberNeeded: false,
        MayUse: MayUse.StaffWithOperatorSeatOnPaidPlan,
        CallCharges: false,
        SpeechToText: false,
        Recording: false,
        Summary: false,
        MaxParticipants: 200,
        Start: StartRule.InsideHandledChat,
        AutomaticRouting: false,
        ClassifiedAs: InquiryType.Chat);

    public static readonly Capabilities Phone = new(
        BusinessVerificationNeeded: true,
        PhoneNumberNeeded: true,
        MayUse: MayUse.StaffWithOperatorSeatOnPaidPlan,
        CallCharges: true,
        SpeechToText: true,
        Recording: true,
        Summary: true,
        MaxParticipants: 10,
        Start: StartRule.OpensNewChat,
        AutomaticRouting: true,
        ClassifiedAs: InquiryType.Phone);

    /// <summary>Rule 7: among themselves, in team chats and direct messages, all staff may, on any plan.</summary>
    public static MayUse MayUseAt(MeetPlace place) =>
        place is MeetPlace.TeamChat or MeetPlace.DirectMessage ? MayUse.AnyStaff : VoiceAndVideo.MayUse;

    public static Capabilities Of(MeetKind kind) => kind == MeetKind.Phone ? Phone : VoiceAndVideo;
}
