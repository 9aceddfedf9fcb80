using Dapper;
using Meet.Chat.Chats;
using Meet.Chat.Database;
using Meet.Chat.Files.Content;
using Meet.Chat.Files.Storage;
using Meet.Contracts.Chat;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Meet.Chat.Files;

/// <summary>Hands a file to whoever uploaded it, and to whoever may see the message that has it.</summary>
internal sealed class DownloadFile(ChatDatabase database, IFileStore store)
{
    private const string Columns = """
        select f.id as file_id, f.name, f.size, f.content_type, f.width, f.height
          from chat.files f
         where f.tenant_id = @tenant and f.id = @file and f.stored

        """;

    private const string ForStaff = Columns + """
        and ((f.owner_kind = 'staff' and f.owner_id = @reader)
             or f.entry_id is not null
             or exists (
               select 1 from chat.room_entries e
                 join chat.room_members m on m.tenant_id = e.tenant_id and m.room_id = e.room_id and m.person_id = @reader
                where e.tenant_id = f.tenant_id and e.id = f.room_entry_id))
        """;

    // A session that a link opened sees its one chat. What is waiting to be sent is in none yet.
    private const string ForCustomer = Columns + """
        and ((f.owner_kind = 'customer' and f.owner_id = @reader and f.entry_id is null)
             or exists (
               select 1 from chat.entries e
                 join chat.chats c on c.tenant_id = e.tenant_id and c.id = e.chat_id and c.customer_id = @reader
                where e.tenant_id = f.tenant_id and e.id = f.entry_id and e.customer_position is not null
                  and (@chat::uuid is null or c.id = @chat)))
        """;

    public async Task<Results<FileStreamHttpResult, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, HttpResponse response, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, caller, cancellationToken) is not { } file)
            return ChatProblems.NotFound();
        var content = await store.OpenAsync(new FileKey(caller.TenantId, id), file.Size, cancellationToken);
        var disposition = new ContentDispositionHeaderValue(FileTypes.IsPicture(file.ContentType) ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Name);
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        // It never changes, but who may see it does: a browser asks each time, and is told that it has it.
        response.Headers.CacheControl = "private, no-cache";
        return TypedResults.File(
            content,
            file.ContentType == FileTypes.Text ? "text/plain; charset=utf-8" : file.ContentType,
            entityTag: new EntityTagHeaderValue($"\"{id:N}\""),
            enableRangeProcessing: true);
    }

    private async Task<FileView?> FindAsync(Guid file, Caller caller, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(caller.TenantId, cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<FileView>(
            caller.IsStaff ? ForStaff : ForCustomer,
            new { tenant = caller.TenantId, file, reader = caller.PersonId, chat = caller.ChatId });
    }
}
