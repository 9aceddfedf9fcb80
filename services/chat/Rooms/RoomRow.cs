using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.Contracts.Meets;

namespace Meet.Chat.Rooms;

/// <summary>A room as <see cref="RoomQueries"/> read it. There is one cut of it: its members'.</summary>
internal sealed class RoomRow
{
    public Guid Id { get; init; }
    public long Version { get; init; }
    public string TenantId { get; init; } = "";
    public RoomKind Kind { get; init; }
    public string Name { get; init; } = "";
    public long LastPosition { get; init; }
    public Guid? LiveMeetId { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }

    public EntryKind? LastKind { get; init; }
    public string? LastText { get; init; }
    public Guid? LastAuthorId { get; init; }
    public string? LastAuthorName { get; init; }
    public DateTimeOffset? LastAt { get; init; }
    public MeetState? LastMeetState { get; init; }
    public bool? LastMissed { get; init; }

    public RoomView View(IEnumerable<RoomMemberRow> members)
    {
        var all = members.ToList();
        return new RoomView(
            Id,
            Version,
            TenantId,
            Kind,
            Name,
            [.. all.Select(member => member.Person)],
            LastKind is { } kind
                ? new EntryPreview(
                    kind,
                    LastText,
                    new PersonRef(PersonKind.Staff, LastAuthorId!.Value, LastAuthorName ?? ""),
                    LastAt!.Value,
                    LastMeetState,
                    LastMissed ?? false)
                : null,
            LastPosition,
            [.. all.Select(member => new RoomRead(member.PersonId, member.ReadPosition))],
            LiveMeetId,
            CreatedAt,
            UpdatedAt);
    }
}

internal sealed class RoomMemberRow
{
    public Guid RoomId { get; init; }
    public Guid PersonId { get; init; }
    public string Name { get; init; } = "";
    public long ReadPosition { get; init; }

    public PersonRef Person => new(PersonKind.Staff, PersonId, Name);
}
