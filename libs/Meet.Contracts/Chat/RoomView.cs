using System.Collections.Immutable;

namespace Meet.Contracts.Chat;

/// <summary>A team chat has a name; a direct message has two members.</summary>
public enum RoomKind { Team, Direct }

/// <summary>A conversation among staff, as its members see it.</summary>
/// <param name="Version">Rises with every change; lower ones are stale.</param>
/// <param name="Name">Of a team chat; empty for a direct message, which is called by the other one's name.</param>
/// <param name="LastPosition">Of its newest entry, 0 without any. Unread by a member is this minus their read position.</param>
/// <param name="Reads">How far each member has read.</param>
/// <param name="LiveMeetId">The Meet that rings or is live in this room.</param>
public sealed record RoomView(
    Guid RoomId,
    long Version,
    string TenantId,
    RoomKind Kind,
    string Name,
    ImmutableArray<PersonRef> Members,
    EntryPreview? LastEntry,
    long LastPosition,
    ImmutableArray<RoomRead> Reads,
    Guid? LiveMeetId,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);

public sealed record RoomRead(Guid PersonId, long Position);

/// <summary>Published by chat when a room changes.</summary>
/// <param name="Told">Its members, and whoever has just been taken out.</param>
public sealed record RoomChanged(string TenantId, Guid RoomId, long Version, ImmutableArray<Guid> Told, RoomView View);

/// <summary>Published by chat when an entry of a room is added or changes. Nothing of it is ever a customer's.</summary>
public sealed record RoomEntryChanged(
    string TenantId, Guid RoomId, Guid EntryId, long Version, ImmutableArray<Guid> Members, ChatEntryView Entry);
