using Meet.Chat.Chats;
using Meet.Chat.Events;
using Meet.Chat.Files;
using Meet.Chat.Mentions;
using Meet.Chat.Working;
using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Chat.Entries;

/// <param name="ClientId">The sender's own id for it; sending it again changes nothing.</param>
/// <param name="Text">1 to 5,000 characters; may be missing where there are files.</param>
/// <param name="Internal">Of the internal conversation; staff only.</param>
/// <param name="Mentions">Team members whom it names: at most 20, in internal messages only.</param>
/// <param name="Files">Uploaded by the sender, in no message yet; at most 10.</param>
internal sealed record NewMessage(
    Guid ClientId, string? Text, bool Internal = false, IReadOnlyList<Guid>? Mentions = null, IReadOnlyList<Guid>? Files = null);

/// <summary>
/// Writes into a chat. A customer's message opens a closed chat again; the first reply of a team member with an operator seat
/// to an unassigned chat assigns it to them.
/// </summary>
internal static class PostMessage
{
    public const int MaxText = 5000;

    private const string HasSeat = "select operator_seat from chat.staff where tenant_id = @tenant and id = @staff";

    public static async Task<Results<Created<ChatEntryView>, Ok<ChatEntryView>, ProblemHttpResult>> HandleAsync(
        Guid id, NewMessage message, Caller caller, Works works, CancellationToken cancellationToken)
    {
        if (message.ClientId == Guid.Empty)
            return ChatProblems.BadRequest("clientId: a UUID that is not all zeros.");
        if (!MessageFiles.IsValid(message.Files))
            return ChatProblems.BadRequest("files: at most 10, each once.");
        if (!(message is { Text: null or "", Files.Count: > 0 } || UserText.IsValid(message.Text, MaxText)))
            return ChatProblems.BadRequest("text: 1 to 5,000 characters, or files.");
        if (message.Internal && !caller.IsStaff)
            return ChatProblems.BadRequest("internal: only for staff.");
        Guid[] mentions = [.. (message.Mentions ?? []).Distinct()];
        if (mentions.Length > (message.Internal ? MentionLog.Max : 0))
            return ChatProblems.BadRequest("mentions: at most 20, in internal messages only.");

        await using var work = await works.BeginAsync(caller.TenantId, cancellationToken);
        if (await ChatHead.LockAsync(work, caller, id) is not { } chat)
            return ChatProblems.NotFound();
        if (await EntryQueries.FindSentAsync(work.Connection, work.TenantId, id, caller.PersonId, message.ClientId) is { } sent)
            return TypedResults.Ok(sent.For(caller.Kind));
        if (Refuse(chat, caller.Kind, message.Internal) is { } refusal)
            return refusal;

        if (!await MentionLog.AreOnTeamAsync(work, mentions))
            return ChatProblems.BadRequest("mentions: people on your team.");

        var text = message.Text is "" ? null : message.Text;
        var entry = await WriteAsync(work, chat, caller.Person, text, message.ClientId, message.Internal, mentions);
        if (!await MessageFiles.TakeAsync(work, caller.Person, message.Files, entry))
            return FileProblems.NotYours();
        var row = await EntryQueries.GetAsync(work.Connection, work.TenantId, entry);
        await work.CommitAsync(cancellationToken);
        return TypedResults.Created($"/api/chat/chats/{id}/entries", row.For(caller.Kind));
    }

    /// <summary>Writes it with everything that follows from it. The chat's row is locked.</summary>
    public static async Task<Guid> WriteAsync(
        Work work, ChatHead chat, PersonRef author, string? text, Guid clientId, bool isInternal, Guid[]? mentions = null)
    {
        if (author.Kind == PersonKind.Customer && chat.State == ChatState.Closed)
            await Handling.ReopenAsync(work, chat.Id, author);
        if (author.Kind == PersonKind.Customer)
            await Handling.WakeAsync(work, chat.Id, author);
        if (author.Kind == PersonKind.Staff && !isInternal && chat.AssigneeId is null && await HasSeatAsync(work, author.Id))
            await Handling.AssignAsync(work, chat.Id, author.Id, author);

        var entry = await Timeline.AddMessageAsync(work, chat.Id, author.Kind, author.Id, text, clientId, isInternal, mentions ?? []);
        await MentionLog.AddAsync(work, entry, chat.Id, room: null, author.Id, mentions ?? []);
        work.Append(chat.Id, new MessagePosted(entry, author.Kind, author.Id, isInternal));

        if (author.Kind == PersonKind.Customer && chat.AssigneeId is null && chat.Source == ChatSource.Web)
            await Handling.AssignByItselfAsync(work, chat.Id);
        return entry;
    }

    /// <summary>False also for somebody who is not on the tenant's team.</summary>
    public static async Task<bool> HasSeatAsync(Work work, Guid staff) =>
        await work.FindAsync<bool?>(HasSeat, new { tenant = work.TenantId, staff }) ?? false;

    private static ProblemHttpResult? Refuse(ChatHead chat, PersonKind author, bool isInternal) => (author, isInternal) switch
    {
        (PersonKind.Staff, true) => null,
        (PersonKind.Staff, false) when chat.State == ChatState.Closed => ChatProblems.Closed(),
        (PersonKind.Customer, _) when !chat.InputOpen => ChatProblems.InputClosed(),
        _ => null,
    };
}
