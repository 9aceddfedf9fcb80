using Meet.Chat.Chats;
using Meet.Chat.Files.Content;
using Meet.Chat.Files.Storage;
using Meet.Chat.Working;
using Meet.Contracts.Chat;
using Meet.ServiceDefaults.Http;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Meet.Chat.Files;

/// <summary>
/// Takes a file in: to the disk, then looked at, then into the store. Never is more than the beginning and the end of it in memory.
/// </summary>
internal sealed class UploadFile(Works works, IFileStore store, IOptions<FilesOptions> options)
{
    // A person's files that no message has taken are limited: a workspace's disk is not a customer's to fill.
    private const string Insert = """
        insert into chat.files (tenant_id, id, owner_kind, owner_id, name, size, content_type, width, height, uploaded_at)
        select @tenant, @id, @kind, @owner, @name, @size, @type, @width, @height, @now
         where (select count(*) from chat.files
                 where tenant_id = @tenant and owner_id = @owner and entry_id is null and room_entry_id is null) < 50
        """;

    private const string Complete = "update chat.files set stored = true, uploaded_at = @now where tenant_id = @tenant and id = @id";

    public async Task<Results<Created<FileView>, ProblemHttpResult>> HandleAsync(
        string? name, Caller caller, HttpRequest request, CancellationToken cancellationToken)
    {
        if (!FileName.IsValid(name))
            return ChatProblems.BadRequest("name: 1 to 255 characters.");
        if (request.ContentLength is not { } length)
            return FileProblems.LengthRequired();
        if (length > Endpoints.MaxFile)
            return FileProblems.TooLarge();
        if (length == 0)
            return ChatProblems.BadRequest("A file has at least one byte.");

        await using var incoming = await IncomingFile.ReceiveAsync(request.Body, length, options.Value.IncomingFolder, cancellationToken);
        if (await incoming.TypeAsync(cancellationToken) is not { } type)
            return FileProblems.NotAllowed();
        var id = Guid.CreateVersion7();
        var view = new FileView(id, FileName.Clean(name!, type.MediaType), length, type.MediaType, type.Size?.Width, type.Size?.Height);
        if (!await BeginAsync(caller, view, cancellationToken))
            return FileProblems.TooMany();
        await store.PutAsync(new FileKey(caller.TenantId, id), incoming.Content(), cancellationToken);
        await CompleteAsync(caller.TenantId, id, cancellationToken);
        return TypedResults.Created($"/api/chat/files/{id}", view);
    }

    private async Task<bool> BeginAsync(Caller caller, FileView file, CancellationToken cancellationToken)
    {
        await using var work = await works.BeginAsync(caller.TenantId, cancellationToken);
        var inserted = await work.ExecuteAsync(Insert, new
        {
            tenant = work.TenantId,
            id = file.FileId,
            kind = Words.Of(caller.Kind),
            owner = caller.PersonId,
            name = file.Name,
            size = file.Size,
            type = file.ContentType,
            width = file.Width,
            height = file.Height,
            now = work.Now,
        });
        await work.CommitAsync(cancellationToken);
        return inserted > 0;
    }

    /// <exception cref="InvalidOperationException">The store took a day, and the sweep has been here.</exception>
    private async Task CompleteAsync(string tenant, Guid id, CancellationToken cancellationToken)
    {
        await using var work = await works.BeginAsync(tenant, cancellationToken);
        if (await work.ExecuteAsync(Complete, new { tenant, id, now = work.Now }) == 0)
            throw new InvalidOperationException("The file was swept while it was being stored.");
        await work.CommitAsync(cancellationToken);
    }
}
