using Meet.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Chat.Chats;

/// <summary>The failures of this API (docs/api.md).</summary>
internal static class ChatProblems
{
    public static ProblemHttpResult BadRequest(string title) => Problems.Of(StatusCodes.Status400BadRequest, "bad_request", title);

    /// <summary>What somebody may not see is the same as what does not exist.</summary>
    public static ProblemHttpResult NotFound() =>
        Problems.Of(StatusCodes.Status404NotFound, "not_found", "There is no such thing for you.");

    public static ProblemHttpResult InputClosed() =>
        Problems.Of(StatusCodes.Status409Conflict, "input_closed", "The customer cannot write in this chat.");

    public static ProblemHttpResult Closed() =>
        Problems.Of(StatusCodes.Status409Conflict, "chat_closed", "The chat is closed: reopen it first.");

    public static ProblemHttpResult AdminOnly() =>
        Problems.Of(StatusCodes.Status403Forbidden, "admin_only", "Only the workspace's admins do this.");

    public static ProblemHttpResult NoOperatorSeat() =>
        Problems.Of(StatusCodes.Status403Forbidden, "no_operator_seat", "Only team members with an operator seat handle chats.");
}
