using Meet.Chat.Chats;
using Meet.Chat.Entries;
using Meet.Chat.Files;
using Meet.Chat.Mentions;
using Meet.Chat.Working;
using Meet.Contracts.Chat;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Chat.Rooms;

/// <param name="ClientId">The sender's own id for it; sending it again changes nothing.</param>
/// <param name="Text">1 to 5,000 characters; may be missing where there are files.</param>
/// <param name="Mentions">Members of the room, at most 20.</param>
/// <param name="Files">Uploaded by the sender, in no message yet; at most 10.</param>
internal sealed record NewRoomMessage(Guid ClientId, string? Text, IReadOnlyList<Guid>? Mentions = null, IReadOnlyList<Guid>? Files = null);

/// <summary>A member writes into a room.</summary>
internal static class PostRoomMessage
{
    public static async Task<Results<Created<ChatEntryView>, Ok<ChatEntryView>, ProblemHttpResult>> HandleAsync(
        Guid id, NewRoomMessage message, Caller caller, Works works, CancellationToken cancellationToken)
    {
        if (Refuse(message) is { } refusal)
            return refusal;

        await using var work = await works.BeginAsync(caller.TenantId, cancellationToken);
        if (await RoomHead.LockAsync(work, id, caller.PersonId) is null)
            return ChatProblems.NotFound();
        if (await RoomEntryQueries.FindSentAsync(work.Connection, work.TenantId, id, caller.PersonId, message.ClientId) is { } sent)
            return TypedResults.Ok(sent.View());
        var mentions = (message.Mentions ?? []).Distinct().ToList();
        if (mentions.Count > 0 && !(await RoomHead.MembersAsync(work, id)).IsSupersetOf(mentions))
            return ChatProblems.BadRequest("mentions: members of the room.");

        var entry = await RoomTimeline.AddMessageAsync(work, id, caller.PersonId, message.Text is "" ? null : message.Text, message.ClientId, mentions);
        if (!await MessageFiles.TakeForRoomAsync(work, caller.Person, message.Files, entry))
            return FileProblems.NotYours();
        var row = await RoomEntryQueries.GetAsync(work.Connection, work.TenantId, entry);
        await work.CommitAsync(cancellationToken);
        return TypedResults.Created($"/api/chat/rooms/{id}/entries", row.View());
    }

    private static ProblemHttpResult? Refuse(NewRoomMessage message) => message switch
    {
        { ClientId: var id } when id == Guid.Empty => ChatProblems.BadRequest("clientId: a UUID that is not all zeros."),
        { Mentions.Count: > MentionLog.Max } => ChatProblems.BadRequest("mentions: at most 20."),
        _ when !MessageFiles.IsValid(message.Files) => ChatProblems.BadRequest("files: at most 10, each once."),
        { Text: null or "", Files.Count: > 0 } => null,
        _ when !UserText.IsValid(message.Text, PostMessage.MaxText) => ChatProblems.BadRequest("text: 1 to 5,000 characters, or files."),
        _ => null,
    };
}
