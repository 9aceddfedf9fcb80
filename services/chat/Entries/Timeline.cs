using Meet.Chat.Working;
using Meet.Contracts;
using Meet.Contracts.Chat;

namespace Meet.Chat.Entries;

/// <summary>Puts entries into a chat whose row is locked, and raises the chat's numbers for those who may see the entry.</summary>
internal static class Timeline
{
    private const string Insert = """
        with place as (
          update chat.chats
             set last_position = last_position + 1,
                 version = version + 1,
                 updated_at = greatest(updated_at, @now),
                 last_customer_position = last_customer_position + @seen,
                 customer_version = customer_version + @seen,
                 customer_updated_at = case when @seen = 1 then greatest(customer_updated_at, @now) else customer_updated_at end
           where tenant_id = @tenant and id = @chat
          returning last_position, last_customer_position)
        insert into chat.entries (
          tenant_id, chat_id, id, position, customer_position, kind, internal, author_kind, author_id, text, client_id, mentions, note, about_id, at)
        select @tenant, @chat, @id, last_position, case when @seen = 1 then last_customer_position end,
               @kind, @internal, @authorKind, @author, @text, @clientId, @mentions, @note, @about, @now
          from place
        """;

    /// <param name="mentions">The team members whom an internal message names, each once.</param>
    public static Task<Guid> AddMessageAsync(
        Work work, Guid chat, PersonKind kind, Guid author, string? text, Guid? clientId, bool isInternal, Guid[] mentions) =>
        AddAsync(work, chat, "message", !isInternal, isInternal, kind, author, text, clientId, mentions, null, null);

    /// <summary>
    /// A note on the chat's handling. The customer is told who handles the chat and that it was closed; the rest is staff's.
    /// </summary>
    /// <param name="by">Null: it happened by itself.</param>
    /// <param name="about">The assignee of whom the note speaks.</param>
    public static Task<Guid> AddNoteAsync(Work work, Guid chat, NoteKind note, PersonRef? by, Guid? about) =>
        AddAsync(work, chat, "note", note is NoteKind.Assigned or NoteKind.Closed, false, by?.Kind, by?.Id, null, null, [], note, about);

    private static async Task<Guid> AddAsync(
        Work work, Guid chat, string kind, bool seen, bool isInternal,
        PersonKind? authorKind, Guid? author, string? text, Guid? clientId, Guid[] mentions, NoteKind? note, Guid? about)
    {
        var id = Guid.CreateVersion7(work.Now);
        await work.ExecuteAsync(Insert, new
        {
            tenant = work.TenantId,
            chat,
            id,
            now = work.Now,
            seen = seen ? 1 : 0,
            kind,
            @internal = isInternal,
            authorKind = Words.Of(authorKind),
            author,
            text,
            clientId,
            mentions,
            note = Words.Of(note),
            about,
        });
        return id;
    }
}
