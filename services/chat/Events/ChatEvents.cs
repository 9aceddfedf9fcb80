using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.EventStore;

namespace Meet.Chat.Events;

// What happened, with ids only: text and names live in the tables, where they can be erased. An event's stream is the chat's,
// the person's, the tenant's or the session's.

internal interface IChatEvent;

/// <summary>An event that adds or changes an entry of the chat's timeline.</summary>
internal interface IEntryEvent : IChatEvent
{
    Guid EntryId { get; }
}

internal sealed record ChatOpened(Guid CustomerId, ChatSource Source) : IChatEvent;

internal sealed record MessagePosted(Guid EntryId, PersonKind AuthorKind, Guid AuthorId, bool Internal) : IEntryEvent;

/// <param name="By">Null: assigned by itself.</param>
internal sealed record ChatAssigned(Guid EntryId, Guid StaffId, Guid? By) : IEntryEvent;

internal sealed record ChatUnassigned(Guid EntryId, Guid StaffId, Guid? By) : IEntryEvent;

internal sealed record ChatClosed(Guid EntryId, Guid By) : IEntryEvent;

internal sealed record ChatReopened(Guid EntryId, Guid By) : IEntryEvent;

internal sealed record ChatSnoozed(Guid EntryId, DateTimeOffset Until, Guid By) : IEntryEvent;

/// <param name="By">Null: its time had come.</param>
internal sealed record ChatWoken(Guid EntryId, Guid? By) : IEntryEvent;

/// <param name="Internal">None of the customer's business.</param>
internal sealed record MeetEntryChanged(Guid EntryId, Guid MeetId, long MeetVersion, bool Internal) : IEntryEvent;

/// <summary>As it was told before the other side learned of it; <see cref="ChatReadUpTo"/> is told now.</summary>
internal sealed record ChatRead(PersonKind By, long Position) : IChatEvent;

/// <param name="ShowsToCustomer">It changes the customer's view: they read, or staff read something that the customer sees.</param>
internal sealed record ChatReadUpTo(PersonKind By, long Position, bool ShowsToCustomer) : IChatEvent;

/// <summary>What became of a message with the Meet's link; staff's alone.</summary>
internal sealed record DeliveryChanged(Guid EntryId, Guid NotificationId, long NotificationVersion) : IEntryEvent;

internal sealed record CustomerRenamed(Guid CustomerId);

internal sealed record PersonPresenceChanged(PersonKind Kind, Guid PersonId, PresenceState State, DateTimeOffset At);

/// <summary>The person is on a device that can ring and talk, or no longer; their presence is what it was.</summary>
internal sealed record PersonReadinessChanged(PersonKind Kind, Guid PersonId);

internal sealed record MeetSettingChanged(bool CustomerMayStart, Guid By);

/// <summary>Also when the team changes, since both are read together.</summary>
internal sealed record WorkspaceSettingsChanged(long Version, Guid By);

/// <summary>A team member's name shows in the chats that they handle.</summary>
internal sealed record StaffRenamed(Guid StaffId, Guid By);

internal sealed record PersonSessionEnded(Guid SessionId);

internal static class ChatEvents
{
    /// <summary>The names under which they are stored; they outlive the classes.</summary>
    public static EventStoreOptions MapChatEvents(this EventStoreOptions options) => options
        .Map<ChatOpened>("chat_opened")
        .Map<MessagePosted>("message_posted")
        .Map<ChatAssigned>("chat_assigned")
        .Map<ChatUnassigned>("chat_unassigned")
        .Map<ChatClosed>("chat_closed")
        .Map<ChatReopened>("chat_reopened")
        .Map<ChatSnoozed>("chat_snoozed")
        .Map<ChatWoken>("chat_woken")
        .Map<MeetEntryChanged>("meet_entry_changed")
        .Map<DeliveryChanged>("delivery_changed")
        .Map<ChatRead>("chat_read")
        .Map<ChatReadUpTo>("chat_read_up_to")
        .Map<CustomerRenamed>("customer_renamed")
        .Map<PersonPresenceChanged>("presence_changed")
        .Map<PersonReadinessChanged>("readiness_changed")
        .Map<MeetSettingChanged>("meet_setting_changed")
        .Map<WorkspaceSettingsChanged>("settings_changed")
        .Map<StaffRenamed>("staff_renamed")
        .Map<PersonSessionEnded>("session_ended");
}
