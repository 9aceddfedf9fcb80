using System.Collections.Frozen;
using Meet.Meets.Domain;
using Meet.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Meets.Api;

/// <summary>The decider's refusals on the wire (docs/api.md): one table.</summary>
internal static class Rejections
{
    private static readonly FrozenDictionary<RejectionCode, (int Status, string Code, string Title)> Table =
        new Dictionary<RejectionCode, (int, string, string)>
        {
            [RejectionCode.NotFound] = (404, "not_found", "There is no such Meet or chat for you."),
            [RejectionCode.NotRung] = (403, "not_rung", "This Meet does not ring you."),
            [RejectionCode.NotAParticipant] = (403, "not_a_participant", "You are not in this Meet."),
            [RejectionCode.NotTheCaller] = (403, "not_the_caller", "Only who called may cancel."),
            [RejectionCode.NoOperatorSeat] = (403, "no_operator_seat", "Meets with customers need an operator seat."),
            [RejectionCode.PlanNotPaid] = (403, "plan_not_paid", "Meets with customers need a paid plan."),
            [RejectionCode.NoAssignee] = (409, "no_assignee", "The chat has no assignee."),
            [RejectionCode.ChatClosed] = (409, "chat_closed", "The chat is closed."),
            [RejectionCode.InputClosed] = (409, "input_closed", "The chat's input is closed."),
            [RejectionCode.ExternalMessenger] = (409, "external_messenger", "Chats from external messengers hold no Meets."),
            [RejectionCode.CustomerMayNotStart] = (403, "customer_may_not_start", "The workspace lets customers start no Meets."),
            [RejectionCode.CustomerOffline] = (409, "customer_offline", "Nobody is at the customer's page, and no message can reach them."),
            [RejectionCode.MeetInProgress] = (409, "meet_in_progress", "This chat has a Meet already."),
            [RejectionCode.CallerBusy] = (409, "caller_busy", "You are in another Meet."),
            [RejectionCode.AlreadyAnswered] = (409, "already_answered", "The ring was answered, perhaps on another device."),
            [RejectionCode.NotRinging] = (409, "not_ringing", "It does not ring any more."),
            [RejectionCode.MeetEnded] = (409, "meet_ended", "The Meet is over."),
            [RejectionCode.MeetFull] = (409, "meet_full", "The Meet has as many participants as it can."),
            [RejectionCode.NotAMissedMeet] = (409, "not_a_missed_meet", "callbackOf names no missed Meet of this chat."),
            [RejectionCode.BusinessVerificationNeeded] = (409, "business_verification_needed", "Phone calls need a verified business."),
            [RejectionCode.NobodyToRing] = (409, "nobody_to_ring", "Nobody else is there to be rung."),
            [RejectionCode.NotOnTeam] = (400, "not_on_team", "staffIds names somebody who is not on your team."),
            [RejectionCode.StaffOnly] = (403, "staff_only", "Only team members in the Meet may do this."),
            [RejectionCode.IsDirectMessage] = (409, "direct_message", "A direct message's Meet is for its two members."),
            [RejectionCode.NoMediaNode] = (503, "no_media_node", "No media node takes new Meets at the moment: try again."),
            [RejectionCode.KindNotAvailable] = (400, "kind_not_available", "Phone calls do not start in a chat."),
        }.ToFrozenDictionary();

    public static ProblemHttpResult Problem(Decision.Rejected rejected)
    {
        var (status, code, title) = Table[rejected.Code];
        return rejected.MeetId is { } meetId
            ? Problems.Of(status, code, title, ("meetId", meetId))
            : Problems.Of(status, code, title);
    }

    /// <summary>The name on the wire, and a sentence for a developer.</summary>
    public static (string Code, string Title) Words(RejectionCode code) => (Table[code].Code, Table[code].Title);

    public static ProblemHttpResult Problem(RejectionCode code) => Problem(new Decision.Rejected(code));
}
