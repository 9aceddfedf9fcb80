using System.Text.Json;
using Meet.Chat.Files;
using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.Contracts.Meets;
using Meet.ServiceDefaults.Http;

namespace Meet.Chat.Rooms;

/// <summary>An entry as <see cref="RoomEntryQueries"/> read it.</summary>
internal sealed class RoomEntryRow
{
    public Guid Id { get; init; }
    public Guid RoomId { get; init; }
    public long Position { get; init; }
    public long Version { get; init; }
    public EntryKind Kind { get; init; }
    public Guid AuthorId { get; init; }
    public string? AuthorName { get; init; }
    public string? Text { get; init; }
    public Guid? ClientId { get; init; }
    public string? Meet { get; init; }
    public string? Files { get; init; }
    public string? Mentions { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>As an entry of a chat whose id is the room's.</summary>
    public ChatEntryView View() => new(
        Id,
        RoomId,
        Position,
        Version,
        Kind,
        Internal: false,
        new PersonRef(PersonKind.Staff, AuthorId, AuthorName ?? ""),
        Text,
        ClientId,
        Meet is null ? null : JsonSerializer.Deserialize<MeetView>(Meet, JsonDefaults.Options),
        Note: null,
        About: null,
        At)
    {
        Files = MessageFiles.Read(Files),
        Mentions = Mentions is null ? [] : [.. JsonSerializer.Deserialize<List<PersonRef>>(Mentions, JsonDefaults.Options)!],
    };
}
