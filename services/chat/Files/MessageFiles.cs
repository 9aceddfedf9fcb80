using System.Collections.Immutable;
using System.Text.Json;
using Meet.Chat.Working;
using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.ServiceDefaults.Http;

namespace Meet.Chat.Files;

/// <summary>The files of a message: taken once, by a message of whoever uploaded them, and read with it.</summary>
internal static class MessageFiles
{
    public const int Max = 10;

    private const string OfMessage = """
         (select jsonb_agg(jsonb_build_object('fileId', f.id, 'name', f.name, 'size', f.size, 'contentType', f.content_type,
                                             'width', f.width, 'height', f.height) order by f.place)
            from chat.files f where f.tenant_id = e.tenant_id and
        """;

    /// <summary>A column <c>files</c> of <c>chat.entries e</c>.</summary>
    public const string OfEntry = OfMessage + " f.entry_id = e.id) as files";

    /// <summary>A column <c>files</c> of <c>chat.room_entries e</c>.</summary>
    public const string OfRoomEntry = OfMessage + " f.room_entry_id = e.id) as files";

    // A row that the sweep, or another message, has locked is waited for, and is then no longer there to be taken.
    private const string Take = """
        update chat.files f
           set entry_id = @entry, room_entry_id = @roomEntry, place = wanted.place
          from unnest(@files) with ordinality wanted (id, place)
         where f.tenant_id = @tenant and f.id = wanted.id and f.owner_kind = @kind and f.owner_id = @owner
           and f.stored and f.entry_id is null and f.room_entry_id is null
        """;

    /// <summary>Whether a message may name these at all: 10 at most, each once. Null: none.</summary>
    public static bool IsValid(IReadOnlyCollection<Guid>? files) => files is null || (files.Count <= Max && files.Distinct().Count() == files.Count);

    /// <summary>Gives waiting files to a message in a customer chat.</summary>
    /// <returns>False when one of them is not the author's, or is in a message already: the message must not be written.</returns>
    public static Task<bool> TakeAsync(Work work, PersonRef author, IReadOnlyCollection<Guid>? files, Guid entry) =>
        TakeAsync(work, author, files, entry, null);

    /// <summary>Gives waiting files to a message in a room.</summary>
    /// <inheritdoc cref="TakeAsync(Work, PersonRef, IReadOnlyCollection{Guid}, Guid)"/>
    public static Task<bool> TakeForRoomAsync(Work work, PersonRef author, IReadOnlyCollection<Guid>? files, Guid roomEntry) =>
        TakeAsync(work, author, files, null, roomEntry);

    public static ImmutableArray<FileView> Read(string? json) =>
        json is null ? [] : [.. JsonSerializer.Deserialize<List<FileView>>(json, JsonDefaults.Options)!];

    private static async Task<bool> TakeAsync(Work work, PersonRef author, IReadOnlyCollection<Guid>? files, Guid? entry, Guid? roomEntry)
    {
        if (files is null or { Count: 0 })
            return true;
        var taken = await work.ExecuteAsync(
            Take,
            new { tenant = work.TenantId, entry, roomEntry, files = files.ToArray(), kind = Words.Of(author.Kind), owner = author.Id });
        return taken == files.Count;
    }
}
