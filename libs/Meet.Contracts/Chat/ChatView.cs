using Meet.Contracts.Meets;

namespace Meet.Contracts.Chat;

/// <summary>Open: it is being handled, or waits for somebody. Closed: ended; the customer's next message opens it again.</summary>
public enum ChatState { Open, Closed }

/// <summary>Where the chat came from. Only <see cref="Web"/> can hold Meets (PRODUCT.md, rule 3).</summary>
public enum ChatSource { Web, Line, Instagram, Messenger }

/// <summary>Online: a live connection that is in use. Idle: connected, nobody there. Offline: no connection.</summary>
public enum PresenceState { Online, Idle, Offline }

/// <summary>A customer chat in the inbox, or in the widget (then without what is staff's: unread, missed, internal preview).</summary>
/// <param name="Version">Rises with every change of the chat; lower ones are stale.</param>
/// <param name="CustomerMayStartMeet">
/// PRODUCT.md, rule 3: the setting is on, somebody is assigned, the input is open, the chat is not from an external messenger.
/// </param>
/// <param name="MissedMeetId">The newest missed Meet that nobody has called back; null for customers.</param>
/// <param name="LiveMeetId">The Meet that rings or is live in this chat.</param>
/// <param name="LastEntry">The newest message or Meet; notes do not count.</param>
/// <param name="Unread">Messages by the other side that this side has not read.</param>
public sealed record ChatView(
    Guid ChatId,
    long Version,
    string TenantId,
    PersonRef Customer,
    PresenceState CustomerPresence,
    PersonRef? Assignee,
    PresenceState AssigneePresence,
    ChatSource Source,
    ChatState State,
    bool InputOpen,
    bool CustomerMayStartMeet,
    EntryPreview? LastEntry,
    int Unread,
    Guid? MissedMeetId,
    Guid? LiveMeetId,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    /// <summary>Until when it is out of sight; null when it is not, and for customers.</summary>
    public DateTimeOffset? SnoozedUntil { get; init; }

    /// <summary>The position, in the reader's own counting, up to which the other side has read.</summary>
    public long ReadByOther { get; init; }
}

/// <param name="Text">At most 140 characters of a message; null for other entries.</param>
public sealed record EntryPreview(EntryKind Kind, string? Text, PersonRef? Author, DateTimeOffset At, MeetState? MeetState, bool Missed);
