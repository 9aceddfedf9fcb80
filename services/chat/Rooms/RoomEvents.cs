using Meet.EventStore;

namespace Meet.Chat.Rooms;

// As the chats' events: ids only. The stream is the room's.

internal interface IRoomEvent;

/// <summary>An event that adds or changes an entry of the room.</summary>
internal interface IRoomEntryEvent : IRoomEvent
{
    Guid EntryId { get; }
}

internal sealed record RoomOpened(Guid By) : IRoomEvent;

internal sealed record RoomRenamed(Guid By) : IRoomEvent;

internal sealed record RoomMembersChanged(Guid By, IReadOnlyList<Guid> Added, IReadOnlyList<Guid> Removed) : IRoomEvent;

internal sealed record RoomMessagePosted(Guid EntryId, Guid AuthorId) : IRoomEntryEvent;

internal sealed record RoomMeetEntryChanged(Guid EntryId, Guid MeetId, long MeetVersion) : IRoomEntryEvent;

internal sealed record RoomReadUpTo(Guid By, long Position) : IRoomEvent;

internal static class RoomEvents
{
    public static IReadOnlyCollection<Type> All { get; } =
    [
        typeof(RoomOpened), typeof(RoomRenamed), typeof(RoomMembersChanged), typeof(RoomMessagePosted), typeof(RoomMeetEntryChanged),
        typeof(RoomReadUpTo),
    ];

    /// <summary>The names under which they are stored; they outlive the classes.</summary>
    public static EventStoreOptions MapRoomEvents(this EventStoreOptions options) => options
        .Map<RoomOpened>("room_opened")
        .Map<RoomRenamed>("room_renamed")
        .Map<RoomMembersChanged>("room_members_changed")
        .Map<RoomMessagePosted>("room_message_posted")
        .Map<RoomMeetEntryChanged>("room_meet_entry_changed")
        .Map<RoomReadUpTo>("room_read");
}
