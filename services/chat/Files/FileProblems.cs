using Meet.Chat.Chats;
using Meet.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Chat.Files;

internal static class FileProblems
{
    public static ProblemHttpResult NotYours() => ChatProblems.BadRequest("files: uploaded by you, and in no message yet.");

    public static ProblemHttpResult LengthRequired() =>
        Problems.Of(StatusCodes.Status411LengthRequired, "length_required", "A file comes with its Content-Length.");

    public static ProblemHttpResult TooLarge() =>
        Problems.Of(StatusCodes.Status413PayloadTooLarge, "file_too_large", "A file has at most 20 MiB.");

    public static ProblemHttpResult NotAllowed() =>
        Problems.Of(StatusCodes.Status415UnsupportedMediaType, "file_type_not_allowed", "Files of this kind cannot be sent.");

    public static ProblemHttpResult TooMany() =>
        Problems.Of(StatusCodes.Status409Conflict, "too_many_files", "There are 50 files of yours that no message has taken yet.");
}
