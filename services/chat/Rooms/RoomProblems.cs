using Meet.Chat.Chats;
using Meet.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Chat.Rooms;

internal static class RoomProblems
{
    public static ProblemHttpResult NotOnTeam(string field) => ChatProblems.BadRequest($"{field}: team members of yours.");

    public static ProblemHttpResult DirectMessage() =>
        Problems.Of(StatusCodes.Status409Conflict, "direct_message", "A direct message keeps its two members, and has no name.");
}
